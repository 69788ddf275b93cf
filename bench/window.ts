// What it costs to know the event ids of the last seven days, by their number:
//   node bench/window.ts [--ids 1,10,100] [--stored 10]
// --ids: millions in the filters in memory. --stored: millions in an event store, whose reading in after a start and
// whose answers to "is this one stored?" are timed.
import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Repeats } from '../src/collect/seen/repeats.ts'
import { DEDUPE_WINDOW_MS, SeenIds } from '../src/collect/seen/seen-ids.ts'
import { migrate, openChdb } from '../src/events/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createLog } from '../src/platform/log.ts'
import { raw, sql } from '../src/platform/sql.ts'

const { values } = parseArgs({
  options: { ids: { type: 'string', default: '1,10,100' }, stored: { type: 'string', default: '10' } },
})

const DAY_MS = 86_400_000
const CHUNK = 1_000_000
const EVENTS_A_SECOND = 10_000
const now = systemClock.now()

/** Processor time of this process, all threads, since it was asked last. */
const processorMs = (): (() => number) => {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
}
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const fresh = (count: number): BigUint64Array => randomFillSync(new BigUint64Array(count))

const measureFilters = (millions: number): void => {
  const seen = new SeenIds()
  seen.completed()
  const days = DEDUPE_WINDOW_MS / DAY_MS + 1
  let addingMs = 0
  for (let added = 0; added < millions; added++) {
    const ids = fresh(CHUNK)
    const arrived = now - (days - 1 - Math.floor((added / millions) * days)) * DAY_MS
    const spent = processorMs()
    for (const id of ids) seen.add(id, arrived)
    addingMs += spent()
  }
  const asked = fresh(CHUNK)
  const spent = processorMs()
  let mistaken = 0
  for (const id of asked) if (seen.maybeSeen(id)) mistaken++
  const askingMs = spent()
  const addUs = (addingMs * 1_000) / (millions * CHUNK)
  const askUs = (askingMs * 1_000) / CHUNK
  const share = ((addUs + askUs) * EVENTS_A_SECOND) / 10_000
  say(
    `| ${millions} M | ${(seen.bytes / 1_048_576).toFixed(1)} MB | ${((mistaken / CHUNK) * 100).toFixed(2)} % | ` +
      `${addUs.toFixed(2)} µs | ${askUs.toFixed(2)} µs | ${share.toFixed(2)} % of a core, ${((mistaken / CHUNK) * EVENTS_A_SECOND).toFixed(0)} looked up a second |`,
  )
}

const measureStore = async (millions: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-window-'))
  const log = createLog('warn')
  const store = await openChdb({ path: folder, memoryMb: 4_000, log })
  try {
    await migrate(store, systemClock)
    const seconds = Math.floor(now / 1_000) - 7 * 86_400
    for (let part = 0; part < millions; part++) {
      await store.command(
        raw(`INSERT INTO events (site, ts, id, name, visitor, session) SELECT 's',
          toDateTime64(${seconds} + number % 604800, 3, 'UTC'), cityHash64(number + ${part * CHUNK}), 'page_view',
          cityHash64(number % 200000), 1 FROM numbers(${CHUNK})`),
      )
    }
    const [disk] = await store.query<{ bytes: string }>(
      sql`SELECT toString(sum(column_data_compressed_bytes)) AS bytes FROM system.parts_columns
        WHERE database = currentDatabase() AND table = 'events' AND active AND column = 'id'`,
    )
    const repeats = new Repeats(store, log)
    const started = performance.now()
    const spent = processorMs()
    await repeats.fill(now)
    say(
      `${millions} M stored: ids take ${(Number(disk?.bytes) / 1_048_576).toFixed(0)} MB on disk; read in after a start in ` +
        `${((performance.now() - started) / 1_000).toFixed(1)} s (${(spent() / 1_000).toFixed(1)} s of processor time)`,
    )
    const question = (id: bigint, time: number) => ({ site: 's', id, visitor: 5n, time, door: 'live' as const })
    const median = async (ask: () => Promise<boolean>): Promise<string> => {
      const took: number[] = []
      for (let round = 0; round < 7; round++) {
        const began = performance.now()
        await ask()
        took.push(performance.now() - began)
      }
      return `${(took.sort((one, other) => one - other)[3] ?? 0).toFixed(0)} ms`
    }
    const [known] = await store.query<{ id: string; visitor: string; at: string }>(
      sql`SELECT toString(id) AS id, toString(visitor) AS visitor, toString(toUnixTimestamp64Milli(ts)) AS at FROM events LIMIT 1`,
    )
    if (!known) return
    const resend = { ...question(BigInt(known.id), Number(known.at)), visitor: BigInt(known.visitor) }
    say(`a resend is looked up in ${await median(() => repeats.isStored(resend))}`)
    let next = 1n
    say(
      `an id wrongly taken for a known one is looked up in ${await median(() => repeats.isStored(question(next++, now)))}`,
    )
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

say('| ids in the window | memory of the filters | wrongly "seen" | adding one | asking one | at 10,000 events/s |')
say('| --- | --- | --- | --- | --- | --- |')
for (const millions of values.ids.split(',')) measureFilters(Number(millions))
if (Number(values.stored) > 0) await measureStore(Number(values.stored))
