import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import type { ContactsAnswer } from '../../src/contract/contacts.ts'
import type { Hook } from '../../src/contract/mention.ts'
import { forEachEngine, type World } from '../story.ts'
import { now } from '../world.ts'

const SECRET = 'a channel secret of the shop'
const HOUR_MS = 3_600_000

const hookOf = async (world: World, kind: 'line' | 'messenger'): Promise<Hook> =>
  (await world.post(`/api/sites/${world.site}/hooks`, { kind, secret: SECRET })) as Hook

const line = async (world: World, hook: Hook, events: object[], secret = SECRET): Promise<unknown> => {
  const body = JSON.stringify({ destination: 'U0', events })
  const signature = createHmac('sha256', secret).update(body).digest('base64')
  return world.receive(hook.url, body, { 'x-line-signature': signature })
}
const says = (user: string, text: string, more: object = {}): object => ({
  ...{ type: 'message', timestamp: now - HOUR_MS, source: { type: 'user', userId: user } },
  ...{ message: { type: 'text', text }, webhookEventId: `${user}${text}`, ...more },
})

const messenger = async (world: World, hook: Hook, messaging: object[], secret = SECRET): Promise<unknown> => {
  const body = JSON.stringify({ object: 'page', entry: [{ id: 'p', time: now, messaging }] })
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return world.receive(hook.url, body, { 'x-hub-signature-256': signature })
}
const from = (id: string, more: object): object => ({
  ...{ sender: { id }, recipient: { id: 'p' }, timestamp: now - HOUR_MS, ...more },
})

forEachEngine(
  'a tap on Messenger is intended; the chat that follows confirms it, in the same visit',
  async (world) => {
    const hook = await hookOf(world, 'messenger')
    await world
      .visitor('ann')
      .opens('/?utm_source=google&utm_medium=cpc')
      .after('1 minute')
      .does('contact', { properties: { method: 'messenger', href: 'https://m.me/shop?ref=mnw_k3j9x0a7bq' } })
    await world
      .visitor('ben')
      .opens('/')
      .does('contact', { properties: { method: 'messenger', href: 'https://m.me/shop' } })
    await messenger(world, hook, [
      from('111', { referral: { ref: 'mnw_k3j9x0a7bq', source: 'SHORTLINK', type: 'OPEN_THREAD' } }),
      from('111', { message: { mid: 'm1', text: 'Còn hàng không?' } }),
      from('page', { message: { mid: 'm2', text: 'Còn ạ', is_echo: true } }),
      from('222', { delivery: { watermark: 1 } }),
    ])
    const goals = await world.goals()
    expect(goals.contact_messenger).toMatchObject({ certainty: 'intended', conversions: 2, people: 2 })
    expect(goals.contact_confirmed).toMatchObject({ certainty: 'confirmed', conversions: 1, people: 1 })
    const channels = await world.by('channel', { goals: [goals.contact_confirmed?.goal] })
    expect(channels['Paid Search']).toMatchObject({ people: 1, sessions: 1 })
    expect(Object.keys(channels).sort()).toEqual(['Direct', 'Paid Search'])
  },
  { preset: 'lead' },
)

forEachEngine(
  'a LINE chat joins the visit when its first text carries the code, and is counted without one when it does not',
  async (world) => {
    const hook = await hookOf(world, 'line')
    const href = 'https://line.me/R/oaMessage/%40shop/?Hi%20(mnw_zz81hsk2a0)'
    await world
      .visitor('ann')
      .opens('/?utm_source=zalo')
      .does('contact', { properties: { method: 'line', href } })
    await line(world, hook, [
      says('U1', 'Hi (mnw_zz81hsk2a0)'),
      says('U1', 'and another thing'),
      { ...says('U2', ''), type: 'follow', message: undefined },
      { ...says('U3', 'in a group'), source: { type: 'group', groupId: 'G', userId: 'U3' } },
      { ...says('U4', ''), type: 'unfollow' },
    ])
    const { contact_confirmed, contact_line } = await world.goals()
    expect(contact_line).toMatchObject({ conversions: 1 })
    expect(contact_confirmed).toMatchObject({ conversions: 2, people: 2 })
    const joined = await world.by('property:joined')
    expect(joined).toMatchObject({ true: { people: 1 }, false: { people: 1 } })
    const channels = await world.by('channel')
    expect(channels.LINE).toMatchObject({ people: 1, sessions: 1, events: 1 })
    expect(channels.Zalo).toMatchObject({ people: 1, sessions: 1, events: 3 })
    expect(JSON.stringify(await world.live())).not.toContain('another thing')
  },
  { preset: 'lead' },
)

forEachEngine('what is not signed with the secret is refused, and what comes twice counts once', async (world) => {
  const [forLine, forMessenger] = [await hookOf(world, 'line'), await hookOf(world, 'messenger')]
  await expect(line(world, forLine, [says('U1', 'x')], 'another secret')).rejects.toThrow(/401/)
  await expect(messenger(world, forMessenger, [from('1', { message: {} })], 'another secret')).rejects.toThrow(/401/)
  await expect(world.receive(forLine.url, '{"events":[]}', {})).rejects.toThrow(/401/)
  await expect(line(world, { ...forLine, url: forMessenger.url.replace('messenger', 'line') }, [])).rejects.toThrow(
    /404/,
  )
  // LINE's console sends no event when it tests the address; LINE sends again what it is not sure of.
  expect(await line(world, forLine, [])).toEqual({ done: true })
  for (let times = 0; times < 3; times += 1) await line(world, forLine, [says('U1', 'x')])
  const hooks = (await world.ask('GET', `/api/sites/${world.site}/hooks`)) as Hook[]
  expect(hooks.find(({ kind }) => kind === 'line')).toMatchObject({ received: 4, last_received: now })
  expect((await world.by('event')).contact_confirmed?.events).toBe(1)
})

forEachEngine('Meta asks whether the address is ours', async (world) => {
  const { url, verify_token } = await hookOf(world, 'messenger')
  const ask = (token: string | null) =>
    world.receive(`${url}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`, undefined, {})
  expect(await ask(verify_token)).toBe('1158201444')
  await expect(ask('guessed')).rejects.toThrow(/401/)
  const hooks = (await world.ask('GET', `/api/sites/${world.site}/hooks`)) as Hook[]
  expect(JSON.stringify(hooks)).not.toContain(SECRET)
})

forEachEngine(
  'of the people who meant to write, a report says how many did, by network',
  async (world) => {
    const hook = await hookOf(world, 'messenger')
    const tap = (href = 'https://m.me/shop') => ({ properties: { method: 'messenger', href } })
    const code = 'https://m.me/shop?ref=mnw_k3j9x0a7bq'
    const told = (details: object) => ({ name: 'contact_confirmed', properties: { method: 'messenger' }, ...details })
    // Ann taps twice and writes by the code; Ben taps and does not write.
    await world
      .visitor('ann')
      .opens('/?utm_source=google&utm_medium=cpc')
      .does('contact', tap())
      .after('1 minute')
      .does('contact', tap(code))
    await world.visitor('ben').opens('/?utm_source=google&utm_medium=cpc').does('contact', tap())
    // Cat's chat is told by the shop's own server; so is Gus's, who is known there by his account only.
    await world.visitor('cat').opens('/').does('contact', tap())
    await world.visitor('gus').opens('/').logsIn({ id: 'g1' }).does('contact', tap())
    // Fay had written before she tapped; Dan wrote and never tapped; nobody tells of LINE.
    await world.server([told({ id: 'fay', visitor: 'fay', time: now - 60 * HOUR_MS })])
    await world.visitor('fay').opens('/').does('contact', tap())
    await world
      .visitor('eva')
      .opens('/')
      .does('contact', { properties: { method: 'line' } })
    await world.server([
      told({ id: 'cat', visitor: 'cat', time: now - HOUR_MS }),
      told({ id: 'gus', user: { id: 'g1' }, time: now - HOUR_MS }),
    ])
    await messenger(world, hook, [
      from('111', { referral: { ref: 'mnw_k3j9x0a7bq', source: 'SHORTLINK', type: 'OPEN_THREAD' } }),
      from('222', { message: { mid: 'm1', text: 'Còn hàng không?' } }),
    ])

    const ask = async (more: object = {}): Promise<ContactsAnswer> =>
      (await world.post(`/api/sites/${world.site}/reports/contacts`, {
        ...{ from: '2026-11-19', to: '2026-11-23', ...more },
      })) as ContactsAnswer
    // Ann, Cat and Gus of five: Wilson's interval for 3 of 5 is 0.2307 to 0.8824 (Newcombe 1998, method 3).
    expect(await ask()).toMatchObject({
      window_days: 30,
      rows: [
        {
          ...{ method: 'messenger', intended: { taps: 6, people: 5 }, became: 3 },
          rate: { value: 0.6, low: expect.closeTo(0.2307, 4), high: expect.closeTo(0.8824, 4) },
          ...{ confirmed: { contacts: 5, people: 5 }, untapped: 2, told_since: now - 60 * HOUR_MS },
        },
        {
          ...{ method: 'line', intended: { taps: 1, people: 1 }, became: 0, rate: null },
          ...{ confirmed: { contacts: 0, people: 0 }, untapped: 0, told_since: null },
        },
      ],
    })
    // A filter is about the taps: of the two who came by the advertisement, one wrote.
    const filters = [{ field: 'channel', op: 'is', values: ['Paid Search'] }]
    expect((await ask({ filters })).rows).toMatchObject([
      { method: 'messenger', intended: { taps: 3, people: 2 }, became: 1, rate: { value: 0.5 } },
    ])
    // What was tapped the day before and told of today belongs to the day before.
    expect((await ask({ to: '2026-11-21' })).rows).toMatchObject([
      { method: 'messenger', intended: { taps: 6, people: 5 }, became: 3, confirmed: { contacts: 1, people: 1 } },
      { method: 'line' },
    ])
  },
  { preset: 'lead' },
)
