import { describe, expect, test } from 'vitest'
import { createOwner, type FreshMinnow, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()

const filled = async (fresh: FreshMinnow, days: number): Promise<void> => {
  await expect
    .poll(async () => ((await fresh.browser().call('demoProgress')).json as { days_filled: number }).days_filled, {
      timeout: 50_000,
    })
    .toBeGreaterThanOrEqual(days)
}

describe('the demo shop', () => {
  test('can be looked at before there is an account, and its week is full of people', async () => {
    const fresh = await start()
    const visitor = fresh.browser()
    expect((await visitor.call('me')).json).toMatchObject({ demo_available: true, sites: [] })
    const { site } = (await visitor.call('openDemo')).json as { site: string }
    expect((await fresh.browser().call('openDemo')).json).toEqual({ site })
    expect((await visitor.call('me')).json).toMatchObject({ sites: [{ id: site, demo: true, role: 'editor' }] })
    await filled(fresh, 7)
    const body = { from: '2026-11-16', to: '2026-11-21' }
    const answer = await visitor.call('overview', { params: { site }, body })
    expect(answer.status).toBe(200)
    const report = answer.json as {
      totals: { people: number; macro: { people: number } }
    }
    expect(report.totals.people).toBeGreaterThan(500)
    expect(report.totals.macro.people).toBeGreaterThan(5)
    expect((await visitor.call('createKey', { params: { site }, body: { name: 'k', scopes: ['read'] } })).status).toBe(
      403,
    )
    await fresh.minnow.deps.demo.stop()
  })

  test('closes to strangers once there is an owner, who keeps it', async () => {
    const fresh = await start()
    const stranger = fresh.browser()
    const { site } = (await stranger.call('openDemo')).json as { site: string }
    const an = await createOwner(fresh)
    expect((await an.call('me')).json).toMatchObject({ sites: [{ id: site, role: 'owner' }] })
    expect((await stranger.call('site', { params: { site } })).status).toBe(401)
    expect((await stranger.call('openDemo')).status).toBe(403)
    await fresh.minnow.deps.demo.stop()
  })

  test('started with --demo it is open to look at, and nothing else is', async () => {
    const fresh = await start({ demo: true })
    const an = await createOwner(fresh)
    const own = (
      await an.call('createSite', {
        body: { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD' },
      })
    ).json as { id: string }
    const stranger = fresh.browser()
    const { site } = (await stranger.call('openDemo')).json as { site: string }
    expect((await stranger.call('me')).json).toMatchObject({ user: null, sites: [{ id: site, role: 'viewer' }] })
    expect((await stranger.call('site', { params: { site: own.id } })).status).toBe(401)
    expect((await stranger.call('updateSite', { params: { site }, body: { name: 'Mine' } })).status).toBe(403)
    await fresh.minnow.deps.demo.stop()
  })
})
