import { describe, expect, test } from 'vitest'
import type { OtherTools } from '../../src/contract/other-tools.ts'
import { useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()
const HOUR_MS = 3_600_000

type Body = Record<string, unknown>

const ask = (path: string, body: Body, secret = minnow.key()) =>
  fetch(`${minnow.url()}${path}?measurement_id=${minnow.site()}&api_secret=${secret}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
const send = (body: Body, secret?: string) => ask('/mp/collect', body, secret)
const named = async (name: string) => (await minnow.stored()).filter((row) => row.name === name)

const micros = (msAgo: number): number => (Date.now() - msAgo) * 1_000

describe('the Measurement Protocol', () => {
  test('takes a purchase with items, session and engagement', async () => {
    const items = [{ item_id: 'tea', item_name: 'Green tea', price: 14.5, quantity: 2 }]
    const page = { session_id: '1763800000', page_location: 'https://shop.example/thanks', page_title: 'Thank you' }
    const body = {
      ...{ client_id: '123.456', user_id: 'u1', timestamp_micros: micros(60_000) },
      user_properties: { plan: { value: 'gold' } },
      consent: { ad_user_data: 'DENIED' },
      user_location: { country_id: 'VN', region_id: 'VN-SG', city: 'Ho Chi Minh City' },
      device: { category: 'mobile', browser: 'Chrome', operating_system: 'Android' },
      events: [
        { name: 'page_view', params: { ...page, engagement_time_msec: 1_200 } },
        { name: 'purchase', params: { ...page, transaction_id: 'G-1', value: 29, currency: 'EUR', tax: 2, items } },
      ],
    }
    expect((await send(body)).status).toBe(204)
    // A resend, as of a server that did not see the answer.
    expect((await send(body)).status).toBe(204)
    expect(await named('purchase')).toMatchObject([
      {
        ...{ consent: 'ad_user_data=denied', country: 'VN', browser: 'Chrome' },
        ...{ origin: 'ga4', path: '/thanks', title: 'Thank you', value: 29, currency: 'EUR', transaction_id: 'G-1' },
        properties: { tax: '2', plan: 'gold', items: JSON.stringify(items) },
      },
    ])
    const views = await named('page_view')
    expect(views).toMatchObject([{ properties: { engagement_time_msec: '1200' } }])
    // Both are of the visit that the sender named.
    const [purchase] = await named('purchase')
    expect([views[0]?.session, views[0]?.visitor]).toEqual([purchase?.session, purchase?.visitor])
  })

  test('of more than 25 events takes 25, and says so', async () => {
    const events = Array.from({ length: 28 }, (_, index) => ({ name: 'many', params: { index } }))
    const answer = await send({ client_id: '1.2', events })
    expect([answer.status, answer.headers.get('x-minnow-notes')]).toEqual([204, 'too_many_events=3'])
    expect(await named('many')).toHaveLength(25)
  })

  test('of events older than 72 hours moves the time, or refuses them when asked to, and says so', async () => {
    const old = { client_id: '1.3', timestamp_micros: micros(100 * HOUR_MS), events: [{ name: 'old' }] }
    const answer = await send(old)
    expect([answer.status, answer.headers.get('x-minnow-notes')]).toEqual([204, 'time_rewritten=1'])
    const [row] = await named('old')
    expect(Math.round((row?.seconds_late ?? 0) / 3_600)).toBe(72)
    const strict = await send({ ...old, validation_behavior: 'ENFORCE_RECOMMENDATIONS' })
    expect(strict.headers.get('x-minnow-notes')).toBe('too_old=1')
    expect(await named('old')).toHaveLength(1)
  })

  test('tells its owner what was left out or moved', async () => {
    const { json } = await minnow.owner().call('otherTools', { params: { site: minnow.site() } })
    const { dropped } = (json as OtherTools).tools.find(({ tool }) => tool === 'ga4') ?? {}
    expect(dropped).toMatchObject({ too_many_events: 3, time_rewritten: 1, too_old: 1, duplicate: 2 })
  })

  test('takes nothing without a secret of the site', async () => {
    const body = { client_id: '1.4', events: [{ name: 'forged' }] }
    expect((await send(body, 'guessed')).status).toBe(403)
    expect((await send(body, '')).status).toBe(403)
    expect((await send(body, 'mnw_guessedguessedguessed')).status).toBe(401)
    expect(await named('forged')).toEqual([])
  })
})

describe('its validation server', () => {
  const validate = async (body: Body) => {
    const answer = await ask('/debug/mp/collect', body)
    expect(answer.status).toBe(200)
    const { validationMessages } = (await answer.json()) as { validationMessages: { validationCode: string }[] }
    return validationMessages.map(({ validationCode }) => validationCode)
  }

  test('finds nothing wrong with what is right, and keeps nothing', async () => {
    expect(
      await validate({ client_id: '1.5', events: [{ name: 'tried', params: { value: 1, currency: 'EUR' } }] }),
    ).toEqual([])
    expect(await named('tried')).toEqual([])
  })

  test.each([
    ['no client_id', { events: [{ name: 'x' }] }, ['VALUE_REQUIRED']],
    ['no events', { client_id: '1' }, ['VALUE_REQUIRED']],
    ['a bad name', { client_id: '1', events: [{ name: '1bad' }] }, ['NAME_INVALID']],
    ['a reserved name', { client_id: '1', events: [{ name: 'session_start' }] }, ['NAME_RESERVED']],
    [
      'a value without a currency',
      { client_id: '1', events: [{ name: 'x', params: { value: 1 } }] },
      ['VALUE_REQUIRED'],
    ],
    ['an old time', { client_id: '1', timestamp_micros: 1, events: [{ name: 'x' }] }, ['VALUE_OUT_OF_BOUNDS']],
    [
      'too many events and parameters',
      {
        client_id: '1',
        events: Array.from({ length: 26 }, (_, index) => ({
          name: 'x',
          params: index === 0 ? Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`p${n}`, n])) : {},
        })),
      },
      ['EXCEEDED_MAX_ENTITIES', 'EXCEEDED_MAX_ENTITIES'],
    ],
  ])('names %s', async (_, body, codes) => {
    expect(await validate(body)).toEqual(codes)
  })
})
