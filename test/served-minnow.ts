import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { source as axeSource } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Config } from '../src/platform/config.ts'
import { listen, type RunningServer } from '../src/server/index.ts'
import { launchBrowser } from './browser.ts'

export const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket().listen(0, () => {
      const { port } = socket.address() as AddressInfo
      socket.close(() => resolve(port))
    })
  })

/** A page of its own browser profile, and everything that went wrong in it. */
export type Opened = { page: Page; broken: string[] }

export type Served = {
  url: () => string
  server: () => RunningServer
  /** Somebody opens Minnow; their cookies are their own. */
  opens: (path: string, options?: BrowserContextOptions) => Promise<Opened>
}

const watch = (page: Page): string[] => {
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
  return broken
}

/** Minnow as people run it: a port, a data folder that was empty, the built dashboard, a real browser. */
export const useServedMinnow = (options: Partial<Config> = {}): Served => {
  const dataDir = mkdtempSync(join(tmpdir(), 'minnow-served-'))
  let server: RunningServer
  let browser: Browser
  // A page left open goes on asking and drawing, and makes every later test slower.
  let openInTest: BrowserContext[] = []
  beforeAll(async () => {
    const port = await freePort()
    browser = await launchBrowser()
    server = await listen({ logLevel: 'error', ...options, dataDir, port })
  })
  beforeEach(() => {
    openInTest = []
  })
  afterEach(async () => {
    await Promise.all(openInTest.map((context) => context.close()))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    url: () => `http://localhost:${server.port}`,
    server: () => server,
    opens: async (path, contextOptions = {}) => {
      const baseURL = `http://localhost:${server.port}`
      const context = await browser.newContext({ ...screens.desktop, locale: 'en-GB', baseURL, ...contextOptions })
      openInTest.push(context)
      const page = await context.newPage()
      const broken = watch(page)
      await page.goto(path)
      return { page, broken }
    },
  }
}

/** A one-page shop on a port of its own. Answers its address and how to close it. */
export const serveShop = (html: string): Promise<{ url: string; close: () => void }> =>
  new Promise((resolve) => {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
    ).listen(0, () => {
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://localhost:${port}`, close: () => server.close() })
    })
  })

/** How much wider the page is than its screen, in pixels. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What axe finds serious or critical on the page as it is now, with the elements. */
export const seriousFaults = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource)
  // Half faded in, a drawer has no contrast yet. What runs for ever (a loader) is not waited for.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
  return page.evaluate(async () => {
    type Found = { impact: string; id: string; nodes: { target: string[] }[] }
    const { axe } = window as unknown as {
      axe: { run: (what: Document, how: object) => Promise<{ violations: Found[] }> }
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
}

/** The same in light and in dark, and whether the page is wider than its screen. */
export const faultsInLightAndDark = async (page: Page): Promise<string[]> => {
  const faults: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
    faults.push(...(await seriousFaults(page)).map((fault) => `${colorScheme}: ${fault}`))
  }
  const pixels = await tooWide(page)
  return pixels > 0 ? [...faults, `${pixels} px wider than the screen`] : faults
}
