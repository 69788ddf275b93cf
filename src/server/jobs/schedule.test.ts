import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freshPostgres } from '../../../test/engines/engines.ts'
import { type ControlStore, endLease, listLeases, openControl, renewLease, takeLease } from '../../control/index.ts'
import { silentLog } from '../../platform/log.ts'
import { createSchedule, type Job, type Schedule } from './schedule.ts'

const HOUR_MS = 3_600_000
const BEGIN = Date.UTC(2026, 10, 22, 5, 20)

const folder = mkdtempSync(join(tmpdir(), 'minnow-schedule-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let url = ''
beforeAll(async () => {
  url = await freshPostgres()
})

const places: Record<string, () => Promise<ControlStore>> = {
  SQLite: () => openControl({ path: join(folder, 'jobs.sqlite') }),
  PostgreSQL: () => openControl({ url, onError: () => {} }),
}

describe.each(Object.keys(places))('two servers on the same %s', (engine) => {
  const opened: ControlStore[] = []
  const schedules: Schedule[] = []
  let names = 0
  const open = async (): Promise<ControlStore> => {
    const store = await (places[engine] as () => Promise<ControlStore>)()
    opened.push(store)
    return store
  }
  afterEach(async () => {
    for (const schedule of schedules.splice(0)) await schedule.stop()
    for (const store of opened.splice(0)) await store.close()
  })

  /** Two servers, each with its own connection, that both want to do the same job at every full hour. */
  const pair = async (work: (who: string, signal: AbortSignal) => Promise<void>, retryMs?: number) => {
    const clock = { time: BEGIN, now: () => clock.time }
    names += 1
    const name = `job ${names}`
    const server = async (who: string): Promise<Schedule> => {
      const job: Job = { name, at: '0 * * * *', run: (signal) => work(who, signal) }
      const schedule = createSchedule([job], { store: await open(), clock, log: silentLog, holder: who, retryMs })
      schedules.push(schedule)
      return schedule
    }
    const [one, other] = [await server('one'), await server('other')]
    const state = async () => (await listLeases(await open())).find((lease) => lease.name === name)
    return { clock, one, other, name, state, both: () => Promise.all([one.runDue(), other.runDue()]) }
  }

  test('a job is done once at each of its times, also what was missed', async () => {
    const runs: number[] = []
    const { clock, both, state } = await pair(async () => void runs.push(clock.time))
    await both()
    await both()
    expect(runs).toHaveLength(1)
    clock.time += HOUR_MS
    await both()
    expect(runs).toHaveLength(2)
    clock.time += 100 * HOUR_MS
    await both()
    await both()
    expect(runs).toHaveLength(3)
    expect(await state()).toMatchObject({ isHeld: false, error: null, doneSlot: Date.UTC(2026, 10, 26, 10) })
  })

  test('a server whose clock is behind does not repeat what another did', async () => {
    const runs: string[] = []
    const { clock, one, other } = await pair(async (who) => void runs.push(who))
    await one.runDue()
    clock.time -= 3 * HOUR_MS
    await other.runDue()
    expect(runs).toEqual(['one'])
  })

  test('while one works, the other waits', async () => {
    const runs: string[] = []
    let finish = (): void => {}
    const { clock, one, other } = await pair((who) => {
      runs.push(who)
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    const working = one.runDue()
    await expect.poll(() => runs).toEqual(['one'])
    clock.time += HOUR_MS
    await other.runDue()
    expect(runs).toEqual(['one'])
    finish()
    await working
  })

  test('a failure is written down, and tried again by whoever comes first', async () => {
    let failures = 1
    const runs: string[] = []
    const { both, state } = await pair(async (who) => {
      if (failures-- > 0) throw new Error('no such host')
      runs.push(who)
    }, 0)
    await both()
    if (runs.length === 0) expect((await state())?.error).toBe('no such host')
    await both()
    expect(runs).toHaveLength(1)
    expect(await state()).toMatchObject({ error: null })
  })

  test('a failure keeps its distance', async () => {
    let runs = 0
    const { both } = await pair(async () => {
      runs += 1
      throw new Error('still no such host')
    })
    await both()
    await both()
    expect(runs).toBe(1)
  })

  test('a server that stops tells its work, and leaves it to the other', async () => {
    const runs: string[] = []
    const { one, other } = await pair(async (who, signal) => {
      runs.push(who)
      if (who === 'one') await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    })
    const working = one.runDue()
    await expect.poll(() => runs).toEqual(['one'])
    await one.stop()
    await working
    await other.runDue()
    expect(runs).toEqual(['one', 'other'])
  })

  test('a lease that ran out is anybody’s, and whoever had it is told', async () => {
    const [here, there] = [await open(), await open()]
    const lease = (holder: string, ttlMs = 60_000) => ({ name: `${engine} export`, holder, ttlMs })
    expect(await takeLease(here, lease('one', 0))).toBe(true)
    expect(await renewLease(here, lease('one'))).toBe(false)
    const taken = await Promise.all([takeLease(here, lease('one')), takeLease(there, lease('other'))])
    expect(taken.filter(Boolean)).toHaveLength(1)
    const [winner, loser] = taken[0] ? ['one', 'other'] : ['other', 'one']
    expect(await renewLease(there, lease(winner))).toBe(true)
    await endLease(here, lease(loser))
    expect(await takeLease(here, lease(loser))).toBe(false)
    await endLease(here, lease(winner))
    expect(await takeLease(here, lease(loser))).toBe(true)
  })
})
