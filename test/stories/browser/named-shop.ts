// Shops under names of their own, as visitors of a public site see them: pages of this very machine are never judged.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import type { ExportedEvent, ExportPage } from '../../../src/contract/export.ts'
import type { Overview } from '../../../src/contract/report.ts'
import type { Site } from '../../../src/contract/site.ts'
import { tagSnippet } from '../../../src/contract/tag.ts'
import type { TrafficAnswer } from '../../../src/contract/traffic.ts'
import { launchBrowser } from '../../browser.ts'
import type { Served } from '../../served-minnow.ts'

const period = {
  from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  to: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10),
}

/** What people's browsers call themselves; a headless one says so in its name. */
export const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Names end in .example and mean this machine. A person's browser does not say that a program drives it. */
export const launchOf = (driver: 'person' | 'program'): Promise<Browser> =>
  launchBrowser([
    '--host-resolver-rules=MAP *.example 127.0.0.1',
    // Set for a page alone, it is forgotten when the page is left, and with it whose last events they are.
    `--user-agent=${userAgent}`,
    ...(driver === 'person' ? ['--disable-blink-features=AutomationControlled'] : []),
  ])

export type NamedShop = {
  /** Pages by host and path; each carries the tag. */
  pages: Map<string, string>
  url: (host: string, path?: string) => string
  overview: () => Promise<Overview>
  traffic: () => Promise<TrafficAnswer>
  events: () => Promise<ExportedEvent[]>
  ask: (path: string, body: unknown) => Promise<unknown>
  close: () => void
}

/** A site of a running Minnow with several domains, and a server for all of them. */
export const openNamedShop = async (minnow: Served, domains: readonly string[]): Promise<NamedShop> => {
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${minnow.url()}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${minnow.server().localToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json() as Promise<unknown>
  }
  const settings = { name: 'Shop', domains, timezone: 'UTC', currency: 'USD', recognition: 'full' }
  const site = (await ask('/api/sites', settings)) as Site
  const pages = new Map<string, string>()
  const server = createServer((request, response) => {
    const { hostname, pathname } = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const body = pages.get(hostname + pathname)
    const html = `<!doctype html><title>${hostname}</title>${tagSnippet(minnow.url(), site)}<body>${body}</body>`
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const own = `/api/sites/${site.id}`
  return {
    pages,
    url: (host, path = '/') => `http://${host}:${port}${path}`,
    overview: () => ask(`${own}/reports/overview`, period) as Promise<Overview>,
    traffic: () => ask(`${own}/reports/traffic`, period) as Promise<TrafficAnswer>,
    events: async () => ((await ask(`${own}/export`, period)) as ExportPage).events,
    ask: (path, body) => ask(own + path, body),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
