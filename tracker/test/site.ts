// Two small servers for the browser tests: a site whose pages carry the real tag, and a stand-in for Minnow that
// serves the tag from another origin, records what arrives, and can be down, slow or unwilling.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CollectRequest, IncomingEvent } from '../../src/contract/collect.ts'
import { launchBrowser } from '../../test/browser.ts'
import { buildTag } from '../build.mjs'

export type Event = IncomingEvent & { properties: Record<string, unknown> }
type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer; delayMs?: number }

const listen = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

const shut = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const reply = (response: ServerResponse, { status, headers, body, delayMs = 0 }: Answer): void => {
  setTimeout(() => response.writeHead(status, headers).end(body), delayMs)
}

const openCors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' }

export class TestSite {
  readonly pages = new Map<string, Answer>()
  readonly requests: CollectRequest[] = []
  /** Every event by id, in order of arrival, and how often it came. */
  readonly arrived = new Map<string, { event: Event; times: number }>()
  readonly scripts: string[] = []
  readonly methods: string[] = []
  /** How late the parts of the tag come. */
  partsDelayMs = 0
  /** What Minnow answers next; 202 when there is nothing. */
  readonly answers: Answer[] = []
  /** Each test has a site of its own, so that what a closing page of the last one still sends is not mixed in. */
  id = 'shop'
  #minnow: Server | undefined
  #site: Server
  #minnowPort = 0
  #sitePort = 0
  #tag = mkdtempSync(join(tmpdir(), 'minnow-tag-'))
  #browser: Browser | undefined

  constructor() {
    this.#site = createServer((request, response) => {
      const path = (request.url || '').replace(/[?#].*/, '')
      reply(
        response,
        this.pages.get(path) || {
          status: 404,
          headers: { 'content-type': 'text/html' },
          body: this.html('Nothing here'),
        },
      )
    })
  }

  async open(): Promise<this> {
    await buildTag(this.#tag)
    this.#sitePort = await listen(this.#site)
    await this.startMinnow()
    this.#browser = await launchBrowser(['--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.com.vn 127.0.0.1'])
    return this
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    await this.stopMinnow()
    await shut(this.#site)
    rmSync(this.#tag, { recursive: true })
  }

  async startMinnow(): Promise<void> {
    this.#minnow = createServer((request, response) => void this.#answer(request, response))
    this.#minnowPort = await listen(this.#minnow, this.#minnowPort)
  }

  async stopMinnow(): Promise<void> {
    if (this.#minnow) await shut(this.#minnow)
    this.#minnow = undefined
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url || ''
    if (path.endsWith('.js')) {
      this.scripts.push(path)
      const body = readFileSync(join(this.#tag, path.replace('/m/', '/')))
      const delayMs = path.startsWith('/m/') ? this.partsDelayMs : 0
      reply(response, { status: 200, headers: { 'content-type': 'text/javascript' }, body, delayMs })
      return
    }
    const received = JSON.parse((await bodyOf(request)) || '{}') as CollectRequest
    if (received.site === this.id || request.method !== 'POST') this.methods.push(request.method || '')
    const answer = (received.site === this.id && this.answers.shift()) || { status: 202 }
    if (answer.status === 202 && received.site === this.id) {
      this.requests.push(received)
      for (const event of received.events as Event[]) {
        const known = this.arrived.get(event.id || '')
        this.arrived.set(event.id || '', { event, times: (known?.times || 0) + 1 })
      }
    }
    reply(response, { ...answer, headers: { ...openCors, ...answer.headers }, body: '{"accepted":1,"dropped":[]}' })
  }

  /** A new browser profile: nothing is stored in it yet. */
  visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (!this.#browser) throw new Error('open() comes first')
    return this.#browser.newContext({ locale: 'vi-VN', ...options })
  }

  url(path = '/', host = 'localhost'): string {
    return `http://${host}:${this.#sitePort}${path}`
  }

  tag(attributes = 'data-recognition="full"'): string {
    return `<script defer src="http://127.0.0.1:${this.#minnowPort}/m.js" data-site="${this.id}" ${attributes}></script>`
  }

  html(body: string, head = this.tag()): string {
    return `<!doctype html><html><head><meta charset="utf-8"><title>Cá bé</title>${head}</head><body>${body}</body></html>`
  }

  page(path: string, body: string, head = this.tag()): string {
    this.pages.set(path, { status: 200, headers: { 'content-type': 'text/html' }, body: this.html(body, head) })
    return this.url(path)
  }

  events(name?: string): Event[] {
    return [...this.arrived.values()].map(({ event }) => event).filter((event) => !name || event.name === name)
  }

  /** Waits until this many events of a name have arrived, and answers them. */
  async seen(name: string, count = 1): Promise<Event[]> {
    await expect.poll(() => this.events(name).length, { timeout: 15_000, message: `${count} × ${name}` }).toBe(count)
    return this.events(name)
  }

  /** Opens a page in a new profile, does something there, and closes the profile at the end. */
  async visiting(url: string, act: (page: Page) => Promise<void>): Promise<void> {
    const visitor = await this.visitor()
    const page = await visitor.newPage()
    await page.goto(url)
    await this.seen('page_view')
    await act(page)
    await visitor.close()
  }

  forget(): void {
    this.id = `shop${Math.random()}`
    this.arrived.clear()
    this.requests.length = 0
    this.scripts.length = 0
    this.methods.length = 0
    this.partsDelayMs = 0
    this.answers.length = 0
    this.pages.clear()
  }
}
