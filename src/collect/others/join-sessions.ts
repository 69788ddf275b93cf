import { hash64 } from '../hash.ts'
import type { StoredRow } from '../journal/record.ts'
import { evidence, evidenceBits, isNear, type Session } from '../sessions.ts'

/** A session of this collector is one that another collector has opened. */
export type Joined = { site: string; visitor: bigint; time: number; from: bigint; to: Session }

/** The pause decided; otherwise the sender's own id of the session did, and is the same everywhere. */
const isDerived = (row: StoredRow): boolean =>
  row.session === hash64(row.visitor.toString(16), row.session_started.toString(16))

const take = (row: StoredRow, { id, openedAt, start, touch, evidence: from }: Session): void => {
  const level = row.evidence & 3
  // A row that came late, or by a campaign, may know more of where its session came from.
  const knowsMore = (row.evidence & evidenceBits.campaign) !== 0 || (level === from && row.ts < start) || level > from
  row.session = id
  row.session_started = openedAt
  row.session_opens = 0
  if (from !== evidence.nothing && !knowsMore) Object.assign(row, touch)
}

/**
 * Rows of one visitor take part in the sessions that are stored, so that a visit whose requests were spread over several
 * collectors is one. The rows are changed in place.
 */
export const joinSessions = (rows: readonly StoredRow[], stored: readonly Session[], gapMs?: number): Joined[] => {
  const known = stored.map((session) => ({ ...session }))
  const joined = new Map<bigint, Joined>()
  for (const row of [...rows].sort((one, other) => one.ts - other.ts)) {
    const own = row.session
    const derived = isDerived(row)
    const session = known.find((one) => one.id === own || (derived && isNear(one, row.ts, gapMs)))
    if (session === undefined) continue
    take(row, session)
    session.start = Math.min(session.start, row.ts)
    session.last = Math.max(session.last, row.ts)
    joined.set(own, { site: row.site, visitor: row.visitor, time: row.ts, from: own, to: session })
  }
  return [...joined.values()]
}
