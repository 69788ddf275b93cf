import { beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type EndpointName, endpoints } from '../../src/contract/api.ts'
import { type Browser, createOwner, createShop, type FreshMinnow, ORIGIN, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
let fresh: FreshMinnow
let owner: Browser
let site = ''

beforeAll(async () => {
  fresh = await start()
  owner = await createOwner(fresh)
  site = await createShop(owner)
})

const changing = Object.entries<Endpoint>(endpoints).filter(
  // The collecting route reads no cookies; hooks are asked by servers, which say who they are in another way.
  ([, { method, access, path }]) => method !== 'GET' && access !== 'collect' && !path.startsWith('/api/hooks/'),
) as [EndpointName, Endpoint][]
const wrongOrigin = { status: 403, json: { error: { code: 'wrong_origin' } } }

describe('a page of another site, in the browser of somebody who is signed in here', () => {
  test.each(changing)('does not get through to %s', async (name, { path }) => {
    const params = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, param = '']) => [param, 'x']))
    const ask = (headers: Record<string, string>) =>
      owner.call(name, { params: { ...params, site }, body: {}, headers })
    expect(await ask({ origin: 'https://evil.example' })).toMatchObject(wrongOrigin)
    expect(await ask({ origin: 'null' })).toMatchObject(wrongOrigin)
    // Another port of the same name, and another site of the same domain, are other pages.
    expect(await ask({ origin: 'http://localhost:9999' })).toMatchObject(wrongOrigin)
    expect(await ask({ origin: 'http://shop.localhost:8787' })).toMatchObject(wrongOrigin)
  })

  test('that hides where it comes from is told from a script by its browser', async () => {
    const cookie = await cookieOf(fresh)
    const ask = (headers: Record<string, string>) =>
      fresh.minnow.app.inject({ method: 'PUT', url: '/api/me/language', payload: { language: 'vi' }, headers })
    const host = 'localhost:8787'
    expect((await ask({ host, cookie, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await ask({ host, cookie, 'sec-fetch-site': 'same-site' })).statusCode).toBe(403)
    expect((await ask({ host, cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
  })
})

const cookieOf = async ({ minnow }: FreshMinnow): Promise<string> => {
  const answer = await minnow.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { host: 'localhost:8787', origin: ORIGIN },
    payload: { email: 'an@shop.example', password: 'ca be nuoi ca lon' },
  })
  const [line = ''] = [answer.headers['set-cookie'] ?? ''].flat()
  return line.split(';')[0] ?? ''
}

test('a session’s cookie is signed: whoever changes it is nobody', async () => {
  const cookie = await cookieOf(fresh)
  const whoIs = async (sent: string) =>
    (await fresh.minnow.app.inject({ url: '/api/me', headers: { host: 'localhost:8787', cookie: sent } })).json<{
      user: unknown
    }>().user
  expect(await whoIs(cookie)).toMatchObject({ name: 'An' })
  const [name = '', value = ''] = cookie.split('=')
  const [token = '', signature = ''] = decodeURIComponent(value).split('.')
  expect(signature).not.toBe('')
  for (const forged of [token, `${token}.`, `${token}.${signature.slice(0, -4)}AAA=`, `x${token}.${signature}`]) {
    expect(await whoIs(`${name}=${encodeURIComponent(forged)}`)).toBe(null)
  }
})

describe('the dashboard’s page', () => {
  test('has no script, style or handler written into it, and may have none', async () => {
    const { headers, body } = await fresh.minnow.app.inject({ url: '/', headers: { host: 'localhost:8787' } })
    const policy = String(headers['content-security-policy'])
    expect(body).toContain('<div id="root">')
    expect(body.match(/<script(?![^>]*\bsrc=)[^>]*>/g)).toBe(null)
    expect(body.match(/<style|\son\w+=|javascript:/g)).toBe(null)
    const said = new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]))
    expect(said.get('script-src')).toEqual(["'self'"])
    expect(said.get('script-src-attr')).toEqual(["'none'"])
    for (const nothing of ['object-src', 'base-uri', 'frame-ancestors', 'frame-src']) {
      expect([nothing, said.get(nothing)]).toEqual([nothing, ["'none'"]])
    }
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
  })

  test('asks for no camera, place or payment', async () => {
    const { headers } = await fresh.minnow.app.inject({ url: '/', headers: { host: 'localhost:8787' } })
    expect(headers['permissions-policy']).toContain('geolocation=()')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  })
})
