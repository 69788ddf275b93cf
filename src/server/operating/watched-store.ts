import { type EventStore, QueryTooHeavy, StoreUnavailable } from '../../events/index.ts'

const outcomes = ['done', 'unavailable', 'too_heavy', 'failed'] as const
type Outcome = (typeof outcomes)[number]
type Work = 'insert' | 'query' | 'command'
/** Upper ends, in seconds. */
const bounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 30] as const

const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof StoreUnavailable) return 'unavailable'
  return error instanceof QueryTooHeavy ? 'too_heavy' : 'failed'
}

/** How long the event store took, and what came of it. */
export class StoreTimes {
  readonly counts = new Map<string, { work: Work; outcome: Outcome; count: number }>()
  readonly seconds: Record<Work, number> = { insert: 0, query: 0, command: 0 }
  /** Finished within each bound. */
  readonly within: Record<Work, number[]> = {
    insert: bounds.map(() => 0),
    query: bounds.map(() => 0),
    command: bounds.map(() => 0),
  }
  insertedRows = 0

  static readonly bounds = bounds

  async time<T>(work: Work, run: () => Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      const answer = await run()
      this.#count(work, 'done', began)
      return answer
    } catch (error) {
      this.#count(work, outcomeOf(error), began)
      throw error
    }
  }

  #count(work: Work, outcome: Outcome, began: number): void {
    const took = (performance.now() - began) / 1_000
    const key = `${work} ${outcome}`
    const counted = this.counts.get(key) ?? { work, outcome, count: 0 }
    counted.count++
    this.counts.set(key, counted)
    this.seconds[work] += took
    for (const [index, bound] of bounds.entries()) {
      if (took <= bound) this.within[work][index] = (this.within[work][index] ?? 0) + 1
    }
  }
}

/** The same store, with a watch. */
export const watchedStore = (store: EventStore, times: StoreTimes): EventStore => ({
  insert: async (rows) => {
    await times.time('insert', () => store.insert(rows))
    times.insertedRows += rows.length
  },
  query: (query, options) => times.time('query', () => store.query(query, options)),
  command: (statement) => times.time('command', () => store.command(statement)),
  close: () => store.close(),
})
