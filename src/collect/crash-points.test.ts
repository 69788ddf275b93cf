import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCollector, tagDoor, useEmbeddedEvents } from '../../test/collecting.ts'
import type { EventStore } from '../events/index.ts'
import { sql } from '../platform/sql.ts'
import type { Collector } from './collector.ts'

/** Where the process may die between writing down an event's id and storing the event, one place at a time. */

const embedded = useEmbeddedEvents()

const sent = [
  { id: 'view', name: 'page_view', visitor: 'ann', user: { email: 'ann@shop.example' } },
  { id: 'sale', name: 'purchase', visitor: 'ann', transaction_id: 'T1', value: 5 },
  { id: 'other', name: 'page_view', visitor: 'ben' },
]
/** The sender heard nothing, and sends again, in another grouping and from two doors. */
const sendAgain = async (collector: Collector, site: string): Promise<void> => {
  const [view, sale, other] = sent
  await collector.collect({ site, events: [other, view] }, tagDoor)
  await Promise.all([
    collector.collect({ site, events: [sale] }, tagDoor),
    collector.collect(
      { site, events: [{ ...sale, id: 'sale of the server' }] },
      { ...tagDoor, origin: 'api', trusted: true },
    ),
  ])
  await collector.flush()
}
const expectOnce = async (site: string): Promise<void> => {
  const rows = await embedded.events.query(
    sql`SELECT toString(countIf(name = 'page_view')) AS views, toString(uniqExactIf(id, name = 'page_view')) AS ids,
      toString(countIf(name = 'purchase' AND repeat = 0)) AS sales, toString(countIf(session_opens = 1)) AS sessions
      FROM events WHERE site = ${site}`,
  )
  expect([site, rows]).toEqual([site, [{ views: '2', ids: '2', sales: '1', sessions: '2' }]])
}

/** An insert of which nothing is heard, whether it was done or not. */
const silent = (isDone: boolean): EventStore => ({
  ...embedded.events,
  insert: async (rows) => {
    if (isDone) await embedded.events.insert(rows)
    return new Promise(() => undefined)
  },
})

it.each([
  ['after the journal, before the store', false],
  ['after the store, before the journal lets go', true],
])('dying %s', async (_, isDone) => {
  const site = isDone ? 'stored' : 'journal'
  const journal = join(embedded.folder, site)
  const dying = await startCollector(silent(isDone), journal)
  await dying.ready
  expect(await dying.collect({ site, events: sent }, tagDoor)).toMatchObject({ outcome: 'answered' })
  void dying.flush()
  // Time for an insert that is done, though not heard of.
  for (let rows = 0; isDone && rows < sent.length; ) {
    const [row] = await embedded.events.query<{ rows: string }>(
      sql`SELECT toString(count()) AS rows FROM events WHERE site = ${site}`,
    )
    rows = Number(row?.rows ?? 0)
  }
  const again = await startCollector(embedded.events, journal)
  await sendAgain(again, site)
  await expectOnce(site)
  await again.close()
})

it('dying at any byte of the journal: what was not acknowledged may be sent again', async () => {
  const whole = join(embedded.folder, 'whole')
  const dying = await startCollector(silent(false), whole)
  await dying.ready
  await dying.collect({ site: 'bytes', events: sent }, tagDoor)
  const [name = ''] = await readdir(whole)
  const { length } = await readFile(join(whole, name))
  const cuts = [0, 11, 12, length >> 1, length - 1]
  for (const cut of cuts) {
    const site = `bytes-${cut}`
    const journal = join(embedded.folder, site)
    await mkdir(journal)
    // The same record, of a site of its own, as far as it was written.
    const one = join(embedded.folder, `${site}-source`)
    const writing = await startCollector(silent(false), one)
    await writing.ready
    await writing.collect({ site, events: sent }, tagDoor)
    const [file = ''] = await readdir(one)
    await copyFile(join(one, file), join(journal, file))
    const record = await readFile(join(journal, file))
    await writeFile(join(journal, file), record.subarray(0, cut))
    const again = await startCollector(embedded.events, journal)
    await sendAgain(again, site)
    await expectOnce(site)
    await again.close()
  }
}, 120_000)
