import { endpoints } from '../../contract/api.ts'
import { findInvitation, releaseInvitation, roleOf, setMembership, useInvitation } from '../../control/index.ts'
import { roleOrder } from '../accounts/access.ts'
import { type NewAccount, signUp } from '../accounts/sign-up.ts'
import type { Deps } from '../deps.ts'
import { type Issue, Refusal } from '../http/errors.ts'
import { type Route, route } from '../http/route.ts'

const offered = async (deps: Deps, token: string) => {
  const invitation = await findInvitation(deps.control.db, token, deps.clock.now())
  const site = invitation && deps.sites.find(invitation.site)
  if (!invitation || !site) throw new Refusal('invitation_not_found')
  return { invitation, site }
}

const required = ['name', 'email', 'password'] as const

const newAccount = (input: Partial<NewAccount>): NewAccount => {
  const { name, email, password } = input
  if (name !== undefined && email !== undefined && password !== undefined) return { name, email, password }
  const issues: Issue[] = required
    .filter((field) => input[field] === undefined)
    .map((path) => ({ path, message: 'is needed for a new account' }))
  throw new Refusal('invalid_input', { issues })
}

export const invitationRoutes = (deps: Deps): Route[] => [
  route(endpoints.invitation, async ({ params }) => {
    const { invitation, site } = await offered(deps, params.token)
    return { site_name: site.name, role: invitation.role, expires: invitation.expires }
  }),

  route(endpoints.acceptInvitation, async ({ params, input, asker, request, reply }) => {
    const { invitation, site } = await offered(deps, params.token)
    const signedIn = asker.kind === 'user' && input.password === undefined ? asker.user.id : undefined
    const account = signedIn === undefined ? newAccount(input) : undefined
    const now = deps.clock.now()
    if (!(await useInvitation(deps.control.db, invitation.id, now))) throw new Refusal('invitation_not_found')
    try {
      const user = signedIn ?? (await signUp(deps, account ?? newAccount(input), { request, reply }))
      // Nobody loses rights by opening a link of a lesser role.
      const present = await roleOf(deps.control.db, user, site.id)
      if (!present || roleOrder[present] < roleOrder[invitation.role]) {
        await setMembership(deps.control.db, { user, site: site.id, role: invitation.role }, now)
      }
    } catch (error) {
      await releaseInvitation(deps.control.db, invitation.id)
      throw error
    }
    return { site: site.id }
  }),
]
