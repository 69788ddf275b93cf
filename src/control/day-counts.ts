import type { ControlDatabase } from './store.ts'

/** So many events of a site's day, like 2026-11-22, had this outcome for this reason; '' without one. */
export type DayCounted = { site: string; day: string; outcome: string; reason: string; events: number }

/** Counts that gather until somebody takes them to write them down. */
export class DayTally {
  #untold = new Map<string, DayCounted>()

  add(counted: DayCounted): void {
    const key = `${counted.site}\0${counted.day}\0${counted.outcome}\0${counted.reason}`
    const known = this.#untold.get(key)
    if (known) known.events += counted.events
    else this.#untold.set(key, { ...counted })
  }

  /** Everything since this was asked last. Give it back with `add` if it cannot be kept. */
  take(): DayCounted[] {
    const taken = [...this.#untold.values()]
    this.#untold = new Map()
    return taken
  }
}

const KEPT_MS = 30 * 86_400_000
const PER_STATEMENT = 100

/** Adds to what is there, all or nothing, whichever server it comes from. */
export const addDayCounts = async (db: ControlDatabase, counted: readonly DayCounted[]): Promise<void> => {
  if (counted.length === 0) return
  await db.transaction().execute(async (transaction) => {
    for (let start = 0; start < counted.length; start += PER_STATEMENT) {
      await transaction
        .insertInto('day_counts')
        .values(counted.slice(start, start + PER_STATEMENT))
        .onConflict((conflict) =>
          conflict
            .columns(['site', 'day', 'outcome', 'reason'])
            .doUpdateSet((row) => ({ events: row('day_counts.events', '+', row.ref('excluded.events')) })),
        )
        .execute()
    }
  })
}

export const dayCountsOf = async (db: ControlDatabase, site: string, day: string): Promise<DayCounted[]> => {
  const rows = await db.selectFrom('day_counts').selectAll().where('site', '=', site).where('day', '=', day).execute()
  return rows.map((row) => ({ ...row, events: Number(row.events) }))
}

/** Of all days that are kept, by outcome and reason. */
export const countsKept = async (db: ControlDatabase, site: string): Promise<Omit<DayCounted, 'day' | 'site'>[]> => {
  const rows = await db
    .selectFrom('day_counts')
    .select(({ fn }) => ['outcome', 'reason', fn.sum<number>('events').as('events')])
    .where('site', '=', site)
    .groupBy(['outcome', 'reason'])
    .execute()
  return rows.map((row) => ({ ...row, events: Number(row.events) }))
}

export const forgetDayCounts = async (db: ControlDatabase, now: number): Promise<void> => {
  const first = new Date(now - KEPT_MS).toISOString().slice(0, 10)
  await db.deleteFrom('day_counts').where('day', '<', first).execute()
}
