import { beforeAll, describe, expect, test } from 'vitest'
import { ApiError } from '../../src/contract/error.ts'
import { type Browser, createOwner, createShop, type FreshMinnow, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
let fresh: FreshMinnow
let an: Browser
let site: string

beforeAll(async () => {
  fresh = await start()
  an = await createOwner(fresh)
  site = await createShop(an)
})

describe('errors', () => {
  test.each([
    ['a body that is no JSON', 'POST', '/api/sites', '{"name":', 400, 'malformed_json'],
    ['an empty body', 'POST', '/api/sites', '', 400, 'invalid_input'],
    ['a list where an object belongs', 'POST', '/api/sites', '[]', 400, 'invalid_input'],
    ['a number where an object belongs', 'POST', '/api/sites', '7', 400, 'invalid_input'],
    ['a route that does not exist', 'GET', '/api/nothing', undefined, 404, 'not_found'],
    ['a method that does not exist', 'PUT', '/api/sites', '{}', 404, 'not_found'],
    ['a path that is no text', 'GET', '/api/sites/%E0%A4%A/goals', undefined, 400, 'malformed_request'],
    ['a very long id', 'GET', `/api/sites/${'x'.repeat(500)}/goals`, undefined, 400, 'malformed_request'],
  ])('%s is refused in the agreed shape', async (_, method, path, body, status, code) => {
    const answer = await an.ask(method, path, { ...(body !== undefined && { body }), headers: { accept: '*/*' } })
    expect(answer.status).toBe(status)
    expect(ApiError.parse(answer.json).error.code).toBe(code)
  })

  test('wrong fields are named with what is wrong', async () => {
    const body = { name: '', domains: ['not a domain'], timezone: 'Mars/Base', currency: 'dong' }
    const answer = await an.call('createSite', { body })
    expect(answer.status).toBe(400)
    expect(ApiError.parse(answer.json).error.issues?.map(({ path }) => path)).toEqual([
      'name',
      'domains.0',
      'timezone',
      'currency',
    ])
  })

  test('bytes that are no UTF-8, other kinds of bodies and large ones are refused', async () => {
    const { app } = fresh.minnow
    const headers = { host: 'localhost:8787', 'content-type': 'application/json' }
    const url = '/api/owner'
    const latin = await app.inject({ method: 'POST', url, headers, payload: Buffer.from('{"name":"\xe1"}', 'latin1') })
    expect(latin.statusCode).toBe(400)
    const form = await app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'text/csv' },
      payload: 'a',
    })
    expect(form.statusCode).toBe(415)
    const large = await app.inject({ method: 'POST', url, headers, payload: `"${'x'.repeat(1_100_000)}"` })
    expect(large.statusCode).toBe(413)
    expect(ApiError.parse(large.json()).error.code).toBe('too_large')
  })

  test('a report asked for nonsense says which part', async () => {
    const ask = (body: unknown) => an.call('overview', { params: { site }, body })
    expect((await ask({ from: '2026-02-31', to: '2026-03-01' })).status).toBe(400)
    expect((await ask({ from: '2026-03-01', to: '2026-02-01' })).status).toBe(400)
  })
})

describe('reports', () => {
  test('may be asked for with GET, too', async () => {
    const request = { from: '2026-11-01', to: '2026-12-01' }
    const path = `/api/sites/${site}/reports/overview`
    const got = await an.ask('GET', `${path}?request=${encodeURIComponent(JSON.stringify(request))}`)
    expect(got.status).toBe(200)
    expect(got.json).toEqual((await an.ask('POST', path, { body: request })).json)
    expect((await an.ask('GET', path)).status).toBe(400)
    expect((await an.ask('GET', `${path}?request=%7B`)).status).toBe(400)
  })

  test('count what was just collected', async () => {
    const headers = {
      origin: 'https://shop.example',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    }
    const events = [
      { id: '1', name: 'page_view', url: 'https://shop.example/' },
      { id: '2', name: 'purchase', url: 'https://shop.example/thanks', value: 49_000, currency: 'VND' },
    ]
    const sent = await fresh.browser().ask('POST', '/api/collect', { body: { site, events }, headers })
    expect(sent).toMatchObject({ status: 202, json: { accepted: 2, dropped: [] } })
    const report = await an.call('overview', { params: { site }, body: { from: '2026-11-22', to: '2026-11-23' } })
    expect(report.json).toMatchObject({ totals: { people: 1, page_views: 1, value: { net: 49_000 } } })
    const pattern = { from: '2026-11-01', to: '2026-12-01', filters: [{ field: 'page', op: 'regex', values: ['(('] }] }
    expect((await an.call('overview', { params: { site }, body: pattern })).status).toBe(400)
    expect((await an.call('siteStatus', { params: { site } })).json).toMatchObject({ events_today: 2 })
    const exported = await an.call('exportEvents', {
      params: { site },
      body: { from: '2026-11-22', to: '2026-11-23', limit: 1 },
    })
    expect(exported.json).toMatchObject({ events: [{ time: new Date(fresh.now()).toISOString() }] })
    const { next } = exported.json as { next: string }
    const rest = await an.call('exportEvents', {
      params: { site },
      body: { from: '2026-11-22', to: '2026-11-23', after: next },
    })
    const names = [exported, rest].flatMap(({ json }) =>
      (json as { events: { name: string }[] }).events.map(({ name }) => name),
    )
    expect(names.sort()).toEqual(['page_view', 'purchase'])
  })
})

describe('pages of other origins', () => {
  test('may send events and fetch the tag, without credentials', async () => {
    const page = fresh.browser()
    const headers = { origin: 'https://shop.example' }
    const asked = await page.ask('OPTIONS', '/api/collect', { headers })
    expect(asked.status).toBe(204)
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST' })
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials')
    expect((await page.ask('GET', '/m.js', { headers })).headers).toMatchObject({ 'access-control-allow-origin': '*' })
  })

  test('are told why nothing was stored, and when to come again', async () => {
    const stopped = await start()
    const { app, collector } = stopped.minnow
    const url = '/api/collect'
    const send = (payload: string | Buffer, headers = {}) => app.inject({ method: 'POST', url, payload, headers })
    const large = await send(`"${'x'.repeat(1_100_000)}"`)
    expect(large.statusCode).toBe(413)
    expect(ApiError.parse(large.json()).error.code).toBe('too_large')
    for (const payload of ['{"site":', Buffer.from('{"site":"\xe1"}', 'latin1')]) {
      const answer = await send(payload)
      expect(answer.statusCode).toBe(400)
      expect(ApiError.parse(answer.json()).error.code).toBe('malformed_json')
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' })
    }
    expect((await send('')).statusCode).toBe(400)
    expect((await send('{}', { authorization: 'Bearer mnw_no_such_key' })).statusCode).toBe(401)
    const payload = JSON.stringify({ site: await createShop(await createOwner(stopped)), events: [{ name: 'login' }] })
    await collector.close()
    const busy = await send(payload, { origin: 'https://shop.example' })
    expect(busy.statusCode).toBe(503)
    expect(busy.headers).toMatchObject({ 'retry-after': '2', 'access-control-expose-headers': 'retry-after' })
  })

  test('may not read anything else', async () => {
    const { headers } = await an.call('me', { headers: { origin: 'https://evil.example' } })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('what is served', () => {
  test('runs no script but its own, in no frame', async () => {
    for (const path of ['/api/me', '/anything', '/api/docs/', '/m.js']) {
      const { headers } = await an.ask('GET', path)
      const policy = String(headers['content-security-policy'])
      expect(policy, path).toContain("script-src 'self';")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options'], path).toBe('nosniff')
    }
  })

  test('the API describes itself, to machines and to people', async () => {
    expect((await an.ask('GET', '/api/openapi.json')).json).toMatchObject({ openapi: '3.1.0' })
    const pages = ['/api/docs', '/api/docs/', '/api/docs/json', '/api/docs/static/swagger-ui-bundle.js']
    for (const path of pages) expect((await an.ask('GET', path)).status, path).toBe(200)
    expect((await an.ask('GET', '/api/docs/nothing')).status).toBe(404)
  })

  test('the answers of the API are kept by no cache', async () => {
    expect((await an.call('me')).headers['cache-control']).toBe('no-store')
  })

  test('stays inside its folders', async () => {
    for (const path of [
      '/m/../package.json',
      '/m/..%2f..%2fpackage.json',
      '/demo-shop/..%2f..%2f..%2fpackage.json',
      '/m/%00.js',
    ]) {
      const { json, status } = await an.ask('GET', path)
      expect(JSON.stringify(json), path).not.toContain('"devDependencies"')
      expect(status, path).toBeLessThan(500)
    }
  })

  test('the demo shop carries the tag of the demo site', async () => {
    const { json } = await an.call('openDemo')
    const demo = (json as { site: string }).site
    const page = await fresh.browser().ask('GET', '/demo-shop/')
    expect(page.status).toBe(200)
    expect(String(page.json)).toContain(
      `<script defer src="/m.js" data-site="${demo}" data-recognition="full"></script>`,
    )
    expect(String(page.json)).not.toContain('<!--minnow-tag-->')
    await fresh.minnow.deps.demo.stop()
  })

  test('a video may be fetched in parts', async () => {
    const page = fresh.browser()
    const part = await page.ask('GET', '/demo-shop/media/first-cup.mp4', { headers: { range: 'bytes=0-99' } })
    expect(part.status).toBe(206)
    expect(part.headers).toMatchObject({ 'content-length': '100', 'accept-ranges': 'bytes' })
    const beyond = await page.ask('GET', '/demo-shop/media/first-cup.mp4', { headers: { range: 'bytes=99999999-' } })
    expect(beyond.status).toBe(416)
  })

  test('a page is sent again only when it changed', async () => {
    const page = fresh.browser()
    const whole = await page.ask('GET', '/demo-shop/')
    const again = await page.ask('GET', '/demo-shop/', { headers: { 'if-none-match': String(whole.headers.etag) } })
    expect(again.status).toBe(304)
  })
})
