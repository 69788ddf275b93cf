import type { Member } from '../contract/account.ts'
import type { Role } from '../contract/site.ts'
import type { ControlDatabase } from './store.ts'

export const listMembers = async (db: ControlDatabase, site: string): Promise<Member[]> =>
  db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id as user', 'users.name', 'users.email', 'memberships.role'])
    .where('memberships.site', '=', site)
    .orderBy('memberships.created')
    .orderBy('users.id')
    .execute()

export const roleOf = async (db: ControlDatabase, user: string, site: string): Promise<Role | undefined> => {
  const row = await db
    .selectFrom('memberships')
    .select('role')
    .where('user_id', '=', user)
    .where('site', '=', site)
    .executeTakeFirst()
  return row?.role
}

export type Membership = { user: string; site: string; role: Role }

/** Adds the membership, or changes its role. */
export const setMembership = async (db: ControlDatabase, member: Membership, now: number): Promise<void> => {
  await db
    .insertInto('memberships')
    .values({ user_id: member.user, site: member.site, role: member.role, created: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'site']).doUpdateSet({ role: member.role }))
    .execute()
}

export type MemberChange = 'done' | 'no-such-member' | 'last-owner'

/** Changes a role, or takes it away with `undefined`. A site always keeps one owner. */
export const changeMember = async (
  db: ControlDatabase,
  { user, site }: { user: string; site: string },
  role: Role | undefined,
): Promise<MemberChange> =>
  db.transaction().execute(async (transaction) => {
    // Touching the site's row first makes two such changes wait for each other, on both engines.
    await transaction.updateTable('sites').set({ id: site }).where('id', '=', site).execute()
    const members = await transaction.selectFrom('memberships').selectAll().where('site', '=', site).execute()
    const member = members.find((one) => one.user_id === user)
    if (!member) return 'no-such-member'
    const owners = members.filter((one) => one.role === 'owner')
    if (role !== 'owner' && owners.length === 1 && owners[0]?.user_id === user) return 'last-owner'
    if (role) {
      await transaction
        .updateTable('memberships')
        .set({ role })
        .where('user_id', '=', user)
        .where('site', '=', site)
        .execute()
    } else {
      await transaction.deleteFrom('memberships').where('user_id', '=', user).where('site', '=', site).execute()
    }
    return 'done'
  })

export const ownsAnySite = async (db: ControlDatabase, user: string): Promise<boolean> => {
  const row = await db
    .selectFrom('memberships')
    .select('site')
    .where('user_id', '=', user)
    .where('role', '=', 'owner')
    .executeTakeFirst()
  return row !== undefined
}
