import { expect } from 'vitest'
import type { AuditPage } from '../../src/contract/audit.ts'
import { forEachEngine } from '../story.ts'

forEachEngine(
  'events older than a site keeps are gone from every report, and people without any with them',
  async (world) => {
    await world.visitor('ann').at('2026-11-20T23:00').opens('/tea').logsIn({ email: 'ann@shop.example' })
    await world.visitor('ann').at('2026-11-21T01:00').opens('/').buys({ value: 9 })
    await world.visitor('ben').at('2026-11-20T10:00').opens('/tea').logsIn({ email: 'ben@shop.example' })
    const figures = async () => {
      const { totals, series } = await world.report('overview')
      return { people: totals.people, events: totals.events, days: series.map(({ people }) => people) }
    }
    expect(await figures()).toEqual({ people: 2, events: 6, days: [0, 2, 1, 0] })
    await world.ask('PATCH', `/api/sites/${world.site}/privacy`, { retention_days: 1 })
    await world.job('delete old events')
    expect(await figures()).toEqual({ people: 1, events: 2, days: [0, 0, 1, 0] })
    const { steps } = await world.report('funnel', { steps: ['/tea', '/'] })
    expect(steps.map(({ people }) => people)).toEqual([0, 0])
    const who = (email: string) => world.post(`/api/sites/${world.site}/person`, { email })
    expect(await who('ann@shop.example')).toMatchObject({ visitors: 1, events: 2 })
    expect(await who('ben@shop.example')).toMatchObject({ visitors: 0, events: 0, identities: [] })
  },
)

forEachEngine('what a site keeps is written down when it is changed', async (world) => {
  await world.ask('PATCH', `/api/sites/${world.site}/privacy`, { retention_days: 400 })
  const { entries } = (await world.post(`/api/sites/${world.site}/audit`, { action: 'updatePrivacy' })) as AuditPage
  expect(entries).toMatchObject([{ actor_kind: 'local', action: 'updatePrivacy', detail: { retention_days: 400 } }])
})
