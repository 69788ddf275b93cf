import { beforeAll, describe, expect, test } from 'vitest'
import { type Browser, createOwner, createShop, type FreshMinnow, LOCAL_TOKEN, useMinnow } from '../fresh-minnow.ts'

/** What whoever watches over the servers can ask. */
const start = useMinnow()
const token = 'a-token-for-the-watcher'
let fresh: FreshMinnow
let here: Browser

beforeAll(async () => {
  fresh = await start()
  here = fresh.script(LOCAL_TOKEN)
})

/** Lines of the exposition by their name and labels. */
const figures = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )

describe('metrics', () => {
  test('say what was collected, dropped and stored, in lines that Prometheus reads', async () => {
    const site = await createShop(await createOwner(fresh))
    const url = 'https://shop.example/'
    await here.ask('POST', '/api/collect', {
      body: { site, events: [{ name: 'page_view', url, id: '1' }, { name: 'page_view', url, id: '1' }, { name: '' }] },
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0' },
    })
    await fresh.minnow.collector.flush()
    const { status, json, headers } = await here.ask('GET', '/metrics')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const line of String(json).trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|[a-z_:][\w:]*(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+)$/)
    }
    const found = figures(String(json))
    expect(found.get('minnow_events_accepted_total')).toBe(1)
    expect(found.get('minnow_events_dropped_total{reason="duplicate"}')).toBe(1)
    expect(found.get('minnow_events_dropped_total{reason="invalid"}')).toBe(1)
    expect(found.get('minnow_store_inserted_rows_total')).toBe(1)
    expect(found.get('minnow_waiting_rows')).toBe(0)
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1e7)
    expect(found.get('minnow_database_up')).toBe(1)
  })

  test('are for this machine only, or for who has the token', async () => {
    expect((await fresh.browser().ask('GET', '/metrics')).status).toBe(403)
    const proxied = await here.ask('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(proxied.status).toBe(403)
    const guarded = await start({ metricsToken: token })
    expect((await guarded.script(LOCAL_TOKEN).ask('GET', '/metrics')).status).toBe(403)
    expect((await guarded.browser().ask('GET', '/metrics', { headers: { authorization: 'Bearer no' } })).status).toBe(
      403,
    )
    expect(
      (await guarded.browser().ask('GET', '/metrics', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(200)
  })
})

describe('a load balancer', () => {
  test('learns that the process lives and may be sent requests', async () => {
    expect((await fresh.browser().ask('GET', '/health')).json).toEqual({ status: 'ok' })
    const ready = await fresh.browser().ask('GET', '/ready')
    expect(ready).toMatchObject({
      status: 200,
      json: { status: 'ok', event_store: 'ok', database: 'ok', collecting: true },
    })
  })

  test('goes on sending where only the database is away, and is told', async () => {
    const alone = await start()
    await alone.minnow.deps.control.close()
    const ready = await alone.browser().ask('GET', '/ready')
    expect(ready).toMatchObject({
      status: 200,
      json: { status: 'degraded', event_store: 'ok', database: 'unavailable' },
    })
    const { json } = await alone.script(LOCAL_TOKEN).ask('GET', '/metrics')
    expect(figures(String(json)).get('minnow_database_up')).toBe(0)
  })
})
