import { expect, test } from 'vitest'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import type { Overview } from '../../src/contract/report.ts'
import { createOwner, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
const DAY_MS = 86_400_000
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

test.each([
  ['ahead', 30 * DAY_MS],
  ['back', -30 * DAY_MS],
])('the server’s clock jumps a month %s and returns: nothing is lost, nothing counts twice', async (_, jump) => {
  const fresh = await start()
  const owner = await createOwner(fresh)
  const { json } = await owner.call('createSite', {
    body: { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD' },
  })
  const { id: site } = json as { id: string }
  const ann = fresh.browser()
  const headers = { origin: 'https://shop.example', 'user-agent': userAgent }
  /** As the tag does: its own clock, which is right, and the time of sending. */
  let right = fresh.now()
  const send = async (...ids: string[]): Promise<CollectAnswer> => {
    const events = ids.map((id) => ({ id, name: 'page_view', time: right, url: 'https://shop.example/' }))
    const body = { site, sent_at: right, events }
    return (await ann.ask('POST', '/api/collect', { body, headers })).json as CollectAnswer
  }
  const accepted = (count: number) => ({ accepted: count, dropped: [] })
  const overview = async (from: string, to: string) =>
    ((await owner.call('overview', { params: { site }, body: { from, to } })).json as Overview).totals

  expect(await send('one', 'two')).toEqual(accepted(2))
  fresh.pass(jump)
  expect(await send('three')).toEqual(accepted(1))
  expect(await send('one', 'three')).toMatchObject({ accepted: 0 })
  fresh.pass(-jump)
  right += 60_000
  fresh.pass(60_000)
  expect(await send('four')).toEqual(accepted(1))
  // Everything is in the store, and asked for there.
  expect(await overview('2026-10-01', '2027-01-31')).toMatchObject({ events: 4 })
  // Resends of before, of meanwhile, and of just now, in another grouping.
  for (const ids of [['one', 'four'], ['two'], ['three']]) {
    expect(await send(...ids)).toMatchObject({ accepted: 0, dropped: ids.map(() => ({ reason: 'duplicate' })) })
  }
  // Cookieless: the browser is the same person of the day before and after the jump.
  expect(await overview('2026-11-22', '2026-11-23')).toMatchObject({ people: 1, events: 3 })
  expect(await overview('2026-10-01', '2027-01-31')).toMatchObject({ events: 4 })
})
