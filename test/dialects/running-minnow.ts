import { afterAll, beforeAll } from 'vitest'
import { sql } from '../../src/platform/sql.ts'
import { freePort } from '../engines/free-port.ts'
import { type Browser, createOwner, createShop, type FreshMinnow, useMinnow } from '../fresh-minnow.ts'

export const phone =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

export type Stored = {
  name: string
  origin: string
  visitor: string
  session: string
  path: string
  host: string
  title: string
  value: number
  currency: string
  transaction_id: string
  browser: string
  country: string
  consent: string
  channel: string
  source: string
  campaign: string
  seconds_late: number
  properties: Record<string, string>
}

export type Running = {
  /** The address that another tool's client is pointed at. */
  url: () => string
  site: () => string
  key: () => string
  owner: () => Browser
  /** What is stored of the site, in order of time. */
  stored(site?: string): Promise<Stored[]>
  minnow: () => FreshMinnow
}

/** Minnow on a port, with one shop and a key of it: what the clients of other tools need to know, and nothing else. */
export const useRunningMinnow = (): Running => {
  const open = useMinnow()
  let minnow: FreshMinnow
  let owner: Browser
  let [url, site, key] = ['', '', '']
  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    minnow = await open({ clock: { now: () => Date.now() }, publicUrl: url })
    owner = await createOwner(minnow)
    site = await createShop(owner)
    const made = await owner.call('createKey', { params: { site }, body: { name: 'server', scopes: ['collect'] } })
    key = (made.json as { key: string }).key
    await minnow.minnow.app.listen({ port, host: '127.0.0.1' })
  })
  afterAll(() => minnow.minnow.app.server.closeAllConnections())
  return {
    url: () => url,
    site: () => site,
    key: () => key,
    owner: () => owner,
    minnow: () => minnow,
    stored: (of = site) =>
      minnow.minnow.deps.events.query<Stored>(sql`
        SELECT name, origin, toString(visitor) AS visitor, toString(session) AS session, path, host, title, value, currency, transaction_id, browser,
          country, consent, channel, source, campaign, toFloat64(lag) / 1000 AS seconds_late, properties
        FROM events WHERE site = ${of} ORDER BY ts, name`),
  }
}
