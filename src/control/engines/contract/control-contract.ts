import { describe, expect, test } from 'vitest'
import type { GoalDefinition } from '../../../contract/goal.ts'
import { systemRandom } from '../../../platform/random.ts'
import {
  type ControlDatabase,
  type ControlStore,
  changeMember,
  claimSetting,
  createFunnel,
  createGoal,
  createInvitation,
  createKey,
  createSite,
  findGoal,
  findInvitation,
  findKey,
  findSite,
  listFunnels,
  listGoals,
  listInvitations,
  listKeys,
  listSites,
  markKeyUsed,
  NewerControlStore,
  readSetting,
  removeGoal,
  removeOldSalts,
  removeSite,
  roleOf,
  saltOf,
  setMembership,
  sitesOf,
  updateGoal,
  updateSite,
  useInvitation,
  writeSetting,
} from '../../index.ts'

const NOW = Date.UTC(2026, 10, 22)
const DAY_MS = 86_400_000
const maker = { random: systemRandom, now: NOW }

const shop = {
  name: "Cửa hàng 'Cá' 🐟",
  domains: ['shop.example', 'xn--22cm1dxa.example'],
  timezone: 'Asia/Ho_Chi_Minh',
  currency: 'VND',
}
const goal: GoalDefinition = {
  name: 'Purchase',
  tier: 'macro',
  kind: 'milestone',
  group: '',
  priority: 10,
  counting: 'every',
  value: { kind: 'event' },
  certainty: 'confirmed',
  condition: {
    kind: 'any',
    of: [
      { kind: 'event', name: 'purchase' },
      { kind: 'url', match: 'glob', value: '/thanks*' },
    ],
  },
}

/** What every engine of the control store must do. `open` opens the same store each time. */
export const controlContract = (engine: string, open: () => Promise<ControlStore>): void => {
  const use = async <T>(work: (db: ControlDatabase) => Promise<T>): Promise<T> => {
    const store = await open()
    try {
      return await work(store.db)
    } finally {
      await store.close()
    }
  }

  describe(`the control store on ${engine}`, () => {
    test('keeps what was written after it was closed and opened again', async () => {
      const made = await use((db) => createSite(db, shop, maker))
      const found = await use((db) => findSite(db, made.id))
      expect(found).toEqual(made)
      expect(found).toMatchObject({
        ...shop,
        recognition: 'cookieless',
        preset: 'ecommerce',
        created: NOW,
        demo: false,
      })
    })

    test('changes only what is told', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        const changed = await updateSite(db, id, { domains: ['new.example'], recognition: 'full' })
        expect(changed).toMatchObject({ name: shop.name, domains: ['new.example'], recognition: 'full' })
        expect(await updateSite(db, 'nosuch', { name: 'x' })).toBeUndefined()
      }))

    test('lists goals macro first, then by priority; a renamed preset goal has its own name', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        await createGoal(db, id, { ...goal, name: 'Later', tier: 'micro', priority: 20 }, maker)
        await createGoal(db, id, { ...goal, name: 'Sooner', tier: 'micro', priority: 5 }, maker)
        const purchase = await createGoal(db, id, { ...goal, preset_key: 'purchase' }, maker)
        expect((await listGoals(db, id)).map(({ name }) => name)).toEqual(['Purchase', 'Sooner', 'Later'])
        expect(await findGoal(db, id, purchase.id)).toEqual({
          ...goal,
          id: purchase.id,
          site: id,
          preset_key: 'purchase',
        })
        expect(await updateGoal(db, purchase, { priority: 1 })).toMatchObject({ preset_key: 'purchase', priority: 1 })
        expect(await updateGoal(db, purchase, { name: 'Mua' })).toMatchObject({ preset_key: null, name: 'Mua' })
        expect(await removeGoal(db, 'other', purchase.id)).toBe(false)
        expect(await removeGoal(db, id, purchase.id)).toBe(true)
        expect(await findGoal(db, id, purchase.id)).toBeUndefined()
      }))

    test('takes everything of a removed site along, and nothing of another', () =>
      use(async (db) => {
        const [gone, kept] = [await createSite(db, shop, maker), await createSite(db, shop, maker)]
        for (const { id } of [gone, kept]) {
          await createGoal(db, id, goal, maker)
          const steps = [{ event: 'view_item' }, { event: 'purchase' }]
          await createFunnel(db, id, { name: 'f', steps, window_seconds: 60, per: 'person' }, maker)
          await createKey(db, { site: id, name: 'k', scopes: ['read'] }, maker)
          await createInvitation(db, { site: id, role: 'viewer', note: '' }, maker)
          await setMembership(db, { user: 'ann', site: id, role: 'owner' }, NOW)
        }
        await removeSite(db, gone.id)
        for (const { id, count } of [
          { ...gone, count: 0 },
          { ...kept, count: 1 },
        ]) {
          expect(await listGoals(db, id)).toHaveLength(count)
          expect(await listFunnels(db, id)).toHaveLength(count)
          expect(await listKeys(db, id)).toHaveLength(count)
          expect(await listInvitations(db, id, NOW)).toHaveLength(count)
          expect(await roleOf(db, 'ann', id)).toBe(count === 1 ? 'owner' : undefined)
        }
        expect((await listSites(db)).map(({ id }) => id)).not.toContain(gone.id)
      }))

    test('a site keeps an owner, also when two owners leave at once', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        await setMembership(db, { user: 'ann', site: id, role: 'owner' }, NOW)
        await setMembership(db, { user: 'ben', site: id, role: 'owner' }, NOW)
        expect((await sitesOf(db, 'ben')).find((site) => site.id === id)?.role).toBe('owner')
        const outcomes = await Promise.all(
          ['ann', 'ben'].map((user) => changeMember(db, { user, site: id }, undefined)),
        )
        expect(outcomes.sort()).toEqual(['done', 'last-owner'])
        expect(await changeMember(db, { user: 'nobody', site: id }, 'viewer')).toBe('no-such-member')
      }))

    test('an invitation is used once, of any number who come at once', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        const { token, ...invitation } = await createInvitation(db, { site: id, role: 'editor', note: 'Bình' }, maker)
        expect(await findInvitation(db, token, NOW)).toEqual({ ...invitation, site: id })
        expect(await findInvitation(db, token, NOW + 8 * DAY_MS)).toBeUndefined()
        const used = await Promise.all([1, 2, 3].map(() => useInvitation(db, invitation.id, NOW)))
        expect(used.filter(Boolean)).toHaveLength(1)
        expect(await findInvitation(db, token, NOW)).toBeUndefined()
      }))

    test('a key is found by itself only, and is not stored readably', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        const made = await createKey(db, { site: id, name: 'Server', scopes: ['collect', 'collect', 'read'] }, maker)
        expect(await findKey(db, made.key)).toEqual({ id: made.id, site: id, scopes: ['collect', 'read'] })
        expect(await findKey(db, `${made.key}x`)).toBeUndefined()
        await markKeyUsed(db, made.id, NOW + 5)
        expect(await listKeys(db, id)).toMatchObject([{ last_used: NOW + 5, start: made.key.slice(0, 10) }])
        const rows = await db.selectFrom('api_keys').selectAll().where('site', '=', id).execute()
        expect(JSON.stringify(rows)).not.toContain(made.key)
      }))

    test('the salt of a day is one for all who ask, and gone two days later', () =>
      use(async (db) => {
        const ask = (now: number) => saltOf(db, 'site:2026-11-22', { random: systemRandom, now })
        const [first, second] = await Promise.all([ask(NOW), ask(NOW + 1)])
        expect(first).toHaveLength(32)
        expect(second).toEqual(first)
        await removeOldSalts(db, NOW + 2 * DAY_MS - 1)
        expect(await ask(NOW + DAY_MS)).toEqual(first)
        await removeOldSalts(db, NOW + 2 * DAY_MS + 2)
        expect(await ask(NOW + 2 * DAY_MS)).not.toEqual(first)
      }))

    test('a setting is claimed by exactly one', () =>
      use(async (db) => {
        await writeSetting(db, 'demo_days', '7')
        expect(await claimSetting(db, 'demo_days', '8')).toBe(false)
        expect(await readSetting(db, 'demo_days')).toBe('7')
        const claims = await Promise.all(['a', 'b', 'c'].map((who) => claimSetting(db, 'owner', who)))
        expect(claims.filter(Boolean)).toHaveLength(1)
      }))

    test('a transaction that fails leaves nothing', () =>
      use(async (db) => {
        const { id } = await createSite(db, shop, maker)
        const failing = db.transaction().execute(async (transaction) => {
          await createGoal(transaction, id, goal, maker)
          throw new Error('stop')
        })
        await expect(failing).rejects.toThrow('stop')
        expect(await listGoals(db, id)).toEqual([])
      }))

    test('data of a newer version are refused and left alone', async () => {
      await use((db) => db.updateTable('meta').set({ value: '999' }).where('key', '=', 'schema').execute())
      await expect(open()).rejects.toThrow(NewerControlStore)
      await expect(open()).rejects.toThrow(/newer version/)
    })
  })
}
