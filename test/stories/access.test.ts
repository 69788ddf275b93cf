import { beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type EndpointName, endpoints } from '../../src/contract/api.ts'
import type { ApiError } from '../../src/contract/error.ts'
import {
  type Browser,
  createOwner,
  createShop,
  type FreshMinnow,
  invited,
  LOCAL_TOKEN,
  useMinnow,
} from '../fresh-minnow.ts'

const start = useMinnow()

type Site = { id: string; owner: Browser; editor: Browser; viewer: Browser; keys: Record<string, Browser> }
let fresh: FreshMinnow
let mine: Site
let theirs: Site

const scopes = ['collect', 'read', 'write']

const keyOf = async (owner: Browser, site: string, given: string[]): Promise<Browser> => {
  const { json } = await owner.call('createKey', { params: { site }, body: { name: 'k', scopes: given } })
  return fresh.script((json as { key: string }).key)
}

const peopleOf = async (owner: Browser, site: string): Promise<Site> => ({
  id: site,
  owner,
  editor: await invited(fresh, owner, { site, role: 'editor', email: `editor@${site}.example` }),
  viewer: await invited(fresh, owner, { site, role: 'viewer', email: `viewer@${site}.example` }),
  keys: {
    read: await keyOf(owner, site, ['read']),
    write: await keyOf(owner, site, ['write']),
    collect: await keyOf(owner, site, ['collect']),
    all: await keyOf(owner, site, scopes),
  },
})

beforeAll(async () => {
  fresh = await start()
  const an = await createOwner(fresh)
  mine = await peopleOf(an, await createShop(an, 'Mine'))
  // Somebody else's shop on the same server: its owner has no part in mine.
  const place = await createShop(an, 'Theirs')
  const other = await invited(fresh, an, { site: place, role: 'owner', email: 'other@theirs.example' })
  const me = (await an.call('me')).json as { user: { id: string } }
  await other.call('removeMember', { params: { site: place, user: me.user.id } })
  theirs = await peopleOf(other, place)
})

const codeOf = (json: unknown): string => (json as Partial<ApiError>)?.error?.code ?? ''
const refusals = ['not_signed_in', 'site_not_found', 'not_allowed', 'wrong_key', 'wrong_origin']

/** Other ids of a path are those of nothing: whoever may in, learns that there is nothing. */
const paramsAt = (site: string) => ({ site, goal: 'g', funnel: 'f', key: 'k', user: 'u', invitation: 'i', id: 'x' })

const siteRoutes = Object.entries<Endpoint>(endpoints).filter(([, { access }]) => access.startsWith('site:')) as [
  EndpointName,
  Endpoint,
][]

describe.each(siteRoutes)('%s', (name, { access }) => {
  const refusalOf = async (asker: Browser, site: string): Promise<string> => {
    const { json } = await asker.call(name, { params: paramsAt(site) })
    return codeOf(json)
  }

  test("shows nothing of another's site, with any role or key there", async () => {
    const strangers = [theirs.owner, theirs.editor, theirs.viewer, ...Object.values(theirs.keys)]
    for (const stranger of strangers) expect(await refusalOf(stranger, mine.id)).toBe('site_not_found')
    expect(await refusalOf(fresh.browser(), mine.id)).toBe('not_signed_in')
    expect(await refusalOf(fresh.script('mnw_madeup_madeup_madeup'), mine.id)).toBe('wrong_key')
    expect(await refusalOf(fresh.script('not-the-token'), mine.id)).toBe('wrong_key')
  })

  test('looks the same for a site that does not exist', async () => {
    expect(await refusalOf(mine.owner, 'nosuchsite')).toBe('site_not_found')
    expect(await refusalOf(fresh.browser(), 'nosuchsite')).toBe('not_signed_in')
  })

  test(`lets in whom ${access} says`, async () => {
    const allowed = {
      'site:read': ['viewer', 'editor', 'read', 'all'],
      'site:write': ['editor', 'write', 'all'],
      'site:own': [],
    }[access as 'site:read']
    const askers = { viewer: mine.viewer, editor: mine.editor, ...mine.keys }
    for (const [who, asker] of Object.entries(askers)) {
      const code = await refusalOf(asker, mine.id)
      if (allowed.includes(who)) expect(refusals, `${who}: ${code}`).not.toContain(code)
      else expect(code, who).toBe('not_allowed')
    }
  })
})

test('the machine routes answer to the command line only', async () => {
  for (const name of ['accounts', 'resetPassword', 'backup'] as const) {
    for (const asker of [mine.owner, theirs.owner, ...Object.values(mine.keys)]) {
      expect(codeOf((await asker.call(name, { body: {} })).json)).toBe('not_allowed')
    }
    expect(codeOf((await fresh.browser().call(name, { body: {} })).json)).toBe('not_signed_in')
  }
  const line = fresh.script(LOCAL_TOKEN)
  expect((await line.call('accounts')).status).toBe(200)
  const forwarded = await line.call('accounts', { headers: { 'x-forwarded-for': '203.0.113.9' } })
  expect(forwarded.status).toBe(401)
})

test('only who owns a site adds another', async () => {
  const body = { name: 'New', domains: ['new.example'], timezone: 'UTC', currency: 'USD' }
  for (const asker of [mine.editor, mine.viewer, mine.keys.all as Browser]) {
    expect(codeOf((await asker.call('createSite', { body })).json)).toBe('not_allowed')
  }
  expect((await theirs.owner.call('createSite', { body })).status).toBe(200)
})

test('ids of another site mean nothing in mine', async () => {
  const goals = (await theirs.owner.call('goals', { params: { site: theirs.id } })).json as { id: string }[]
  const goal = goals[0]?.id ?? ''
  const params = { ...paramsAt(mine.id), goal }
  expect((await mine.owner.call('updateGoal', { params, body: { name: 'Taken' } })).status).toBe(404)
  expect((await mine.owner.call('removeGoal', { params })).status).toBe(404)
  const body = { from: '2026-11-01', to: '2026-12-01', steps: [{ goal }, { event: 'purchase' }] }
  expect((await mine.owner.call('funnel', { params, body })).status).toBe(400)
})

test('a key sends events for its own site only, and only with collect', async () => {
  const event = { name: 'purchase', visitor: 'ann', url: 'https://shop.example/thanks' }
  const send = async (key: Browser | undefined, site: string) =>
    (await key?.ask('POST', '/api/collect', { body: { site, events: [event] } }))?.status
  expect(await send(mine.keys.collect, mine.id)).toBe(202)
  expect(await send(mine.keys.collect, theirs.id)).toBe(404)
  expect(await send(mine.keys.read, mine.id)).toBe(403)
  expect(await send(fresh.script('mnw_madeup_madeup_madeup'), mine.id)).toBe(401)
})

test('a revoked key is a key no longer', async () => {
  const { json } = await mine.owner.call('createKey', {
    params: { site: mine.id },
    body: { name: 'k', scopes: ['read'] },
  })
  const { id, key, start: shown } = json as { id: string; key: string; start: string }
  const script = fresh.script(key)
  expect((await script.call('goals', { params: { site: mine.id } })).status).toBe(200)
  const listed = (await mine.owner.call('keys', { params: { site: mine.id } })).json as {
    id: string
    last_used: number
  }[]
  expect(listed.find((one) => one.id === id)).toMatchObject({ start: shown, last_used: fresh.now() })
  expect(JSON.stringify(listed)).not.toContain(key)
  await mine.owner.call('removeKey', { params: { site: mine.id, key: id } })
  expect((await script.call('goals', { params: { site: mine.id } })).status).toBe(401)
})

test('a removed site is gone with its goals, keys and events', async () => {
  const an = mine.owner
  const site = await createShop(an, 'Gone soon')
  const key = await keyOf(an, site, scopes)
  await key.ask('POST', '/api/collect', { body: { site, events: [{ name: 'purchase', visitor: 'ann' }] } })
  expect((await an.call('removeSite', { params: { site } })).status).toBe(200)
  expect((await an.call('site', { params: { site } })).status).toBe(404)
  expect((await key.call('goals', { params: { site } })).status).toBe(401)
  const body = { site, events: [{ name: 'purchase' }] }
  expect((await fresh.browser().ask('POST', '/api/collect', { body })).status).toBe(404)
})
