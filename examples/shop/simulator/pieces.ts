import { DAY_MS } from './calendar.ts'
import type { Simulation } from './simulate.ts'

export type History = Omit<Simulation, 'from' | 'to' | 'end'> & {
  /** The moment at which the demo was opened; keep it when the filling goes on after a restart. */
  now: number
  days?: number
}

/** The demo's past in pieces, in the order in which they are wanted: the last seven days, then week by week back. */
export const historyPieces = ({ now, days = 90, ...simulation }: History): Simulation[] => {
  const start = now - days * DAY_MS
  const pieces: Simulation[] = []
  for (let to = now; to > start; to -= 7 * DAY_MS) {
    pieces.push({ ...simulation, from: Math.max(start, to - 7 * DAY_MS), to, end: now })
  }
  return pieces
}
