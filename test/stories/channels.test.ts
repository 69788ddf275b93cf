import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'
import type { World } from '../world.ts'

const sessions = async (world: World) =>
  Object.fromEntries(Object.entries(await world.by('channel')).map(([key, row]) => [key, row.sessions]))
const until = async (ask: () => Promise<unknown>, expected: unknown): Promise<void> => {
  for (let turn = 0; turn < 100; turn++) {
    if (JSON.stringify(await ask()) === JSON.stringify(expected)) return
  }
  expect(await ask()).toEqual(expected)
}

forEachEngine("a site's own channel rules come first, for the past as well, and can be taken back", async (world) => {
  await world.visitor('ann').opens('/?utm_source=nguyen&utm_medium=kol&utm_campaign=Tet')
  await world.visitor('ben').opens('/', { from: 'https://www.google.com/' })
  await world.visitor('cat').opens('/live?utm_source=facebook&utm_medium=social')
  expect(await sessions(world)).toEqual({ Unassigned: 1, 'Organic Search': 1, 'Organic Social': 1 })
  const channels = [
    { channel: 'KOLs', conditions: [{ field: 'medium', match: 'is', value: 'KOL' }] },
    {
      channel: 'Live sales',
      conditions: [
        { field: 'source', match: 'is', value: 'facebook' },
        { field: 'landing_page', match: 'starts_with', value: '/live' },
      ],
    },
  ]
  await world.ask('PATCH', `/api/sites/${world.site}/rules`, { channels })
  await until(() => sessions(world), { KOLs: 1, 'Live sales': 1, 'Organic Search': 1 })
  // From now on, too; where somebody came from stays what it was.
  await world.visitor('dan').opens('/?utm_source=tran&utm_medium=kol')
  expect(await sessions(world)).toMatchObject({ KOLs: 2 })
  expect(Object.keys(await world.by('source')).sort()).toEqual(['facebook', 'google', 'nguyen', 'tran'])
  await world.ask('PATCH', `/api/sites/${world.site}/rules`, { channels: [] })
  await until(async () => (await sessions(world)).Unassigned, 2)
})

forEachEngine('what brought somebody stays, whatever comes between', async (world) => {
  await world.ask('PATCH', `/api/sites/${world.site}/rules`, { pass_through: ['pay.mybank.example'] })
  const buy = async (name: string, from: string) => {
    await world.visitor(name).opens('/tea', { from: 'https://www.google.com/' })
    await world.visitor(name).after('10 minutes').opens('/thanks', { from }).buys({ value: 10, order: name })
  }
  await buy('paypal', 'https://www.paypal.com/checkoutnow')
  await buy('vnpay', 'https://sandbox.vnpayment.vn/paymentv2')
  await buy('momo', 'https://payment.momo.vn/v2/gateway')
  await buy('stripe', 'https://checkout.stripe.com/c/pay')
  await buy('own bank', 'https://secure.pay.mybank.example/back')
  await buy('login', 'https://accounts.google.com/signin')
  await buy('subdomain', 'https://checkout.shop.example/pay')
  // Even when paying took so long that it is another session, paying is no contact of marketing.
  await world.visitor('slow').opens('/tea', { from: 'https://chat.zalo.me/' })
  await world.visitor('slow').after('2 hours').opens('/thanks', { from: 'https://www.paypal.com/' })
  await world.visitor('slow').after('1 minute').logsIn({ id: 'slow' }).buys({ value: 1, order: 'slow' })
  const channels = await world.by('channel')
  expect(Object.fromEntries(Object.entries(channels).map(([key, row]) => [key, [row.sessions, row.value]]))).toEqual({
    'Organic Search': [7, 70],
    Zalo: [1, 0],
    Direct: [1, 1],
  })
  expect(Object.keys(await world.by('source')).sort()).toEqual(['(direct)', 'google', 'zalo'])
})
