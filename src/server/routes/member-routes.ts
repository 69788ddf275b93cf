import { endpoints } from '../../contract/api.ts'
import type { Role } from '../../contract/site.ts'
import {
  changeMember,
  createInvitation,
  createKey,
  listInvitations,
  listKeys,
  listMembers,
  removeInvitation,
  removeKey,
} from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'

const change = async (deps: Deps, member: { user: string; site: string }, role: Role | undefined) => {
  const outcome = await changeMember(deps.control.db, member, role)
  if (outcome === 'no-such-member') throw new Refusal('not_found')
  if (outcome === 'last-owner') throw new Refusal('last_owner')
  return done
}

export const memberRoutes = (deps: Deps): Route[] => [
  route(endpoints.members, async ({ site }) => ({
    members: await listMembers(deps.control.db, site.id),
    invitations: await listInvitations(deps.control.db, site.id, deps.clock.now()),
  })),

  route(endpoints.setRole, async ({ site, params, input }) =>
    change(deps, { user: params.user, site: site.id }, input.role),
  ),

  route(endpoints.removeMember, async ({ site, params }) =>
    change(deps, { user: params.user, site: site.id }, undefined),
  ),

  route(endpoints.invite, async ({ site, input }) => {
    const made = await createInvitation(
      deps.control.db,
      { site: site.id, ...input },
      { random: deps.random, now: deps.clock.now() },
    )
    const { token, ...invitation } = made
    return { ...invitation, link: `${deps.config.publicUrl}/invitations/${token}` }
  }),

  route(endpoints.removeInvitation, async ({ site, params }) => {
    if (!(await removeInvitation(deps.control.db, site.id, params.invitation))) throw new Refusal('not_found')
    return done
  }),

  route(endpoints.keys, async ({ site }) => listKeys(deps.control.db, site.id)),

  route(endpoints.createKey, async ({ site, input }) =>
    createKey(deps.control.db, { site: site.id, ...input }, { random: deps.random, now: deps.clock.now() }),
  ),

  route(endpoints.removeKey, async ({ site, params }) => {
    if (!(await removeKey(deps.control.db, site.id, params.key))) throw new Refusal('not_found')
    return done
  }),
]
