import { beforeAll, describe, expect, test } from 'vitest'
import { type Endpoint, type EndpointName, endpoints } from '../../src/contract/api.ts'
import { type Browser, createOwner, createShop, type FreshMinnow, invited, useMinnow } from '../fresh-minnow.ts'

/**
 * Who owns one site and knows every id of another's things can neither read nor change them by way of their own site.
 * The routes come from the contract; a new kind of id fails here until the test makes one.
 */
const start = useMinnow()

type Made = Record<string, string>
type Thing = {
  /** Makes one at a site; answers its id. */
  make(owner: Browser, site: string): Promise<string>
  /** The route that shows it to its own site. */
  shownBy: EndpointName
}

const idIn = (json: unknown, name = 'id'): string => {
  const id = (json as Record<string, unknown>)[name]
  if (typeof id !== 'string') throw new Error(`no ${name} in ${JSON.stringify(json)}`)
  return id
}
const maker =
  (name: EndpointName, body: unknown) =>
  async (owner: Browser, site: string): Promise<string> =>
    idIn((await owner.call(name, { params: { site }, body })).json)

const goal = {
  ...{ name: 'Theirs', tier: 'micro', kind: 'supporting', group: '', priority: 900, counting: 'every' },
  ...{ value: { kind: 'none' }, certainty: 'confirmed', condition: { kind: 'event', name: 'theirs' } },
}
const funnel = { name: 'Theirs', steps: [{ event: 'a' }, { event: 'b' }], window_seconds: 60, per: 'person' }
const giveaway = { name: 'Theirs', hashtags: ['theirs'], first_day: '2026-11-01', last_day: '2026-11-30' }

const things: Record<string, Thing> = {
  goal: { make: maker('createGoal', goal), shownBy: 'goals' },
  funnel: { make: maker('createFunnel', funnel), shownBy: 'funnels' },
  key: { make: maker('createKey', { name: 'theirs', scopes: ['read'] }), shownBy: 'keys' },
  invitation: { make: maker('invite', { role: 'viewer' }), shownBy: 'members' },
  user: { make: async (owner) => idIn(((await owner.call('me')).json as { user: unknown }).user), shownBy: 'members' },
  feed: { make: maker('createFeed', { name: 'Theirs', url: 'http://127.0.0.1:1/feed' }), shownBy: 'feeds' },
  hook: { make: maker('createHook', { kind: 'mentions' }), shownBy: 'hooks' },
  giveaway: { make: maker('createGiveaway', giveaway), shownBy: 'giveaways' },
  item: {
    make: async (owner, site) => {
      const rows = [{ item_id: 'theirs-item', name: 'Theirs', image: 'http://127.0.0.1:1/picture.png' }]
      await owner.call('recordProducts', { params: { site }, body: { rows } })
      return 'theirs-item'
    },
    // A report is asked for with a period; that nothing of it is answered is what counts here.
    shownBy: 'site',
  },
  id: { make: maker('addOtherId', { tool: 'plausible', value: 'theirs.example' }), shownBy: 'otherTools' },
  import: { make: maker('beginImport', { kind: 'events', file: 'theirs.csv', bytes: 10 }), shownBy: 'imports' },
  upload: {
    make: async (owner, site) => {
      const path = `/api/sites/${site}/uploads?file=theirs.csv`
      const headers = { 'content-type': 'application/octet-stream' }
      return idIn(
        (await owner.ask('POST', path, { body: 'name,time\na,2026-11-20T00:00:00Z\n', headers })).json,
        'upload',
      )
    },
    shownBy: 'imports',
  },
}

let fresh: FreshMinnow
let mine: { site: string; owner: Browser; key: Browser }
let theirs: { site: string; owner: Browser; made: Made }

beforeAll(async () => {
  fresh = await start()
  const an = await createOwner(fresh)
  const place = await createShop(an, 'Mine')
  const { json } = await an.call('createKey', {
    params: { site: place },
    body: { name: 'k', scopes: ['read', 'write'] },
  })
  mine = { site: place, owner: an, key: fresh.script(idIn(json, 'key')) }
  const site = await createShop(an, 'Theirs')
  const owner = await invited(fresh, an, { site, role: 'owner', email: 'other@theirs.example' })
  const me = (await an.call('me')).json as { user: { id: string } }
  await owner.call('removeMember', { params: { site, user: me.user.id } })
  const made: Made = {}
  for (const [name, thing] of Object.entries(things)) made[name] = await thing.make(owner, site)
  theirs = { site, owner, made }
})

const paramsOf = ({ path }: Endpoint): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
const routes = Object.entries<Endpoint>(endpoints)
  .filter(([, endpoint]) => endpoint.access.startsWith('site:'))
  .map(([name, endpoint]) => ({
    name: name as EndpointName,
    endpoint,
    others: paramsOf(endpoint).filter((param) => param !== 'site'),
  }))
  .filter(({ others }) => others.length > 0)

test('every kind of id in a path is made here', () => {
  const kinds = new Set(routes.flatMap(({ others }) => others))
  expect([...kinds].filter((kind) => !(kind in things))).toEqual([])
})

const noRows = {
  ...{ read: 0, made: 0, accepted: 0, dropped: {}, skipped: {}, first: null, last: null, problems: [] },
  ...{ visitors: null, sessions: null, sums: {}, names: {} },
}

/** What each of these routes would take for a thing of the own site. */
const bodies: Partial<Record<EndpointName, unknown>> = {
  updateGoal: { name: 'Taken' },
  updateFunnel: { name: 'Taken' },
  updateFeed: { name: 'Taken' },
  updateGiveaway: { ...giveaway, name: 'Taken' },
  setRole: { role: 'viewer' },
  previewUpload: { kind: 'events' },
  importUpload: { kind: 'events' },
  finishImport: noRows,
}

describe.each(routes)('$name', ({ name, others }) => {
  test('does nothing with ids of another site', async () => {
    const shown = async () => {
      const all = await Promise.all(
        others.map((kind) => theirs.owner.call((things[kind] as Thing).shownBy, { params: { site: theirs.site } })),
      )
      return all.map(({ status, json }) => ({ status, json }))
    }
    const before = await shown()
    for (const { status } of before) expect(status).toBe(200)
    for (const asker of [mine.owner, mine.key]) {
      const params = { ...theirs.made, site: mine.site }
      const answer = await asker.call(name, { params, body: bodies[name] ?? {} })
      expect([name, answer.status]).toEqual([name, asker === mine.key && answer.status === 403 ? 403 : 404])
      expect(JSON.stringify(answer.json)).not.toContain('Theirs')
    }
    expect(await shown()).toEqual(before)
  })
})
