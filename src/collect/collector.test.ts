import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EventStore, migrate, openChdb } from '../events/index.ts'
import { silentLog } from '../platform/log.ts'
import { systemRandom } from '../platform/random.ts'
import { sql } from '../platform/sql.ts'
import { type Collector, createCollector } from './collector.ts'
import type { CollectResult, Door, SiteFacts } from './door.ts'

const noon = Date.parse('2026-11-20T12:00:00Z')
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

let folder = ''
let events: EventStore
let now = noon
const sites = new Map<string, SiteFacts>()
const salts = new Map<string, Uint8Array>()
let made = 0

const addSite = (facts: Partial<SiteFacts> = {}): string => {
  const id = `site${++made}`
  const usual: SiteFacts = {
    id,
    domains: ['shop.example'],
    timezone: 'UTC',
    currency: 'USD',
    recognition: 'full',
    demo: false,
  }
  sites.set(id, { ...usual, ...facts })
  return id
}

let latest: Collector
const start = async (): Promise<Collector> => {
  latest = await createCollector({
    events,
    sites: (id) => sites.get(id),
    salts: {
      async saltOf(name) {
        const salt = salts.get(name) ?? systemRandom.bytes(32)
        salts.set(name, salt)
        return salt
      },
    },
    clock: { now: () => now },
    random: systemRandom,
    log: silentLog,
    journalFolder: join(folder, 'journal'),
  })
  return latest
}

const tag = (door: Partial<Door> = {}): Door => ({
  origin: 'tag',
  ip: '203.113.131.1',
  userAgent: chrome,
  pageUrl: 'https://shop.example',
  trusted: false,
  receivedAt: now,
  ...door,
})
const server = (door: Partial<Door> = {}): Door => tag({ origin: 'api', trusted: true, userAgent: '', ip: '', ...door })
const importing = (door: Partial<Door> = {}): Door => server({ origin: 'import', ...door })

const answerOf = (result: CollectResult) => {
  if (result.outcome !== 'answered') throw new Error(`not answered: ${JSON.stringify(result)}`)
  return result.answer
}

const rowsOf = <Row>(site: string, columns: string): Promise<Row[]> =>
  latest.events.query<Row>({
    parts: [`SELECT ${columns} FROM events `, ...sql`WHERE site = ${site} ORDER BY ts, tie`.parts],
  })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minnow-collect-'))
  events = await openChdb({ path: join(folder, 'events'), log: silentLog })
  await migrate(events, { now: () => now })
})
afterAll(async () => {
  await events.close()
  await rm(folder, { recursive: true, force: true })
})

describe('an event of the tag', () => {
  it('is stored with its page, source, device, country and session', async () => {
    const collector = await start()
    const site = addSite()
    const view = {
      id: 'a',
      name: 'page_view',
      visitor: 'ann',
      url: 'https://shop.example/shoes?utm_source=Facebook&utm_medium=cpc&utm_campaign=Spring&fbclid=xyz&color=red',
      referrer: 'https://l.facebook.com/',
      title: 'Shoes',
    }
    expect(answerOf(await collector.collect({ site, events: [view] }, tag({ userAgent: iphone })))).toEqual({
      accepted: 1,
      dropped: [],
    })
    expect(
      await rowsOf(
        site,
        'name, host, path, query, title, channel, source, medium, campaign, click_id_kind, click_id, landing_page, device, browser, os, country, origin',
      ),
    ).toEqual([
      {
        name: 'page_view',
        host: 'shop.example',
        path: '/shoes',
        query: 'utm_source=Facebook&utm_medium=cpc&utm_campaign=Spring&color=red',
        title: 'Shoes',
        channel: 'Paid Social',
        source: 'facebook',
        medium: 'cpc',
        campaign: 'Spring',
        click_id_kind: 'fbclid',
        click_id: 'xyz',
        landing_page: '/shoes',
        device: 'mobile',
        browser: 'Safari',
        os: 'iOS',
        country: 'VN',
        origin: 'tag',
      },
    ])
    await collector.close()
  })
})

describe('a repeated event', () => {
  const event = { id: 'one', name: 'page_view', visitor: 'ann', time: noon - 5_000, url: 'https://shop.example/' }

  it('counts once, in the same request, at the same time, later, and after a restart', async () => {
    let collector = await start()
    const site = addSite()
    expect(answerOf(await collector.collect({ site, events: [event, event] }, tag()))).toEqual({
      accepted: 1,
      dropped: [{ index: 1, reason: 'duplicate' }],
    })
    const other = { ...event, id: 'two' }
    const answers = await Promise.all([1, 2, 3].map(() => collector.collect({ site, events: [other] }, tag())))
    expect(answers.map((result) => answerOf(result).accepted).sort()).toEqual([0, 0, 1])
    expect(answerOf(await collector.collect({ site, events: [other, event] }, tag())).accepted).toBe(0)
    await collector.close()
    collector = await start()
    expect(answerOf(await collector.collect({ site, events: [event] }, tag())).accepted).toBe(0)
    await collector.ready
    expect(answerOf(await collector.collect({ site, events: [other] }, tag())).accepted).toBe(0)
    now += 6 * 86_400_000
    const later = { ...event, time: now, visitor: 'another name' }
    expect(answerOf(await collector.collect({ site, events: [later] }, tag())).accepted).toBe(0)
    now = noon
    expect(await rowsOf(site, 'name')).toHaveLength(2)
    await collector.close()
  })

  it('is another event on another site, and without an id', async () => {
    const collector = await start()
    const [one, two] = [addSite(), addSite()]
    expect(answerOf(await collector.collect({ site: one, events: [event] }, tag())).accepted).toBe(1)
    expect(answerOf(await collector.collect({ site: two, events: [event] }, tag())).accepted).toBe(1)
    const { id: _, ...nameless } = event
    expect(answerOf(await collector.collect({ site: two, events: [nameless, nameless] }, tag())).accepted).toBe(2)
    await collector.close()
  })

  it('adds nothing when a file is imported again years later', async () => {
    const collector = await start()
    const site = addSite()
    const rows = ['2019-10-01 00:00:00 UTC', '2019-10-01T02:00:00+07:00'].map((time, index) => ({
      id: `row-${index}`,
      name: 'view_item',
      time,
      visitor: `v${index}`,
      session: `s${index}`,
    }))
    expect(answerOf(await collector.collect({ site, events: rows }, importing())).accepted).toBe(2)
    await collector.ready
    expect(answerOf(await collector.collect({ site, events: rows }, importing())).dropped).toHaveLength(2)
    await collector.close()
  })
})

describe('a purchase', () => {
  const buy = (id: string, more: object = {}) => ({
    id,
    name: 'purchase',
    transaction_id: 'T-1',
    value: 10,
    visitor: 'ann',
    url: 'https://shop.example/thanks',
    ...more,
  })
  const repeats = async (site: string) => (await rowsOf<{ repeat: number }>(site, 'repeat')).map(({ repeat }) => repeat)

  it('counts once for each transaction, whoever sends it: the rest are repeats', async () => {
    let collector = await start()
    const site = addSite()
    await Promise.all([
      collector.collect({ site, events: [buy('a'), buy('b')] }, tag()),
      collector.collect({ site, events: [buy('c')] }, server()),
      collector.collect({ site, events: [buy('d')] }, importing()),
    ])
    await collector.close()
    collector = await start()
    await collector.collect({ site, events: [buy('e'), buy('f', { transaction_id: 'T-2' })] }, tag())
    await collector.ready
    await collector.collect({ site, events: [buy('g', { transaction_id: 'T-2' })] }, tag())
    expect((await repeats(site)).sort()).toEqual([0, 0, 1, 1, 1, 1, 1])
    await collector.close()
  })

  it('without a transaction id always counts; a refund is no purchase', async () => {
    const collector = await start()
    const site = addSite()
    const nameless = { ...buy('x'), transaction_id: undefined }
    await collector.collect({ site, events: [nameless, { ...nameless, id: 'y' }] }, tag())
    await collector.collect({ site, events: [buy('r', { name: 'refund' }), buy('p')] }, tag())
    expect(await repeats(site)).toEqual([0, 0, 0, 0])
    await collector.close()
  })
})
