import { z } from 'zod'
import { ApiKey, Invitation, Member, NewApiKey } from '../account.ts'
import { Done, type Endpoints } from '../endpoint.ts'
import { Role } from '../site.ts'

/** Keys, members and invitations of a site. */
export const accessEndpoints = {
  keys: {
    method: 'GET',
    path: '/api/sites/:site/keys',
    access: 'site:own',
    summary: 'API keys',
    output: z.array(ApiKey),
  },
  createKey: {
    method: 'POST',
    path: '/api/sites/:site/keys',
    access: 'site:own',
    summary: 'Make an API key; it is shown once',
    input: NewApiKey,
    output: ApiKey.extend({ key: z.string() }),
  },
  removeKey: {
    method: 'DELETE',
    path: '/api/sites/:site/keys/:key',
    access: 'site:own',
    summary: 'Revoke an API key',
    output: Done,
  },
  members: {
    method: 'GET',
    path: '/api/sites/:site/members',
    access: 'site:read',
    summary: 'Who may see this site',
    output: z.object({ members: z.array(Member), invitations: z.array(Invitation) }),
  },
  setRole: {
    method: 'PUT',
    path: '/api/sites/:site/members/:user',
    access: 'site:own',
    summary: 'Change a role; the last owner stays',
    input: z.object({ role: Role }),
    output: Done,
  },
  removeMember: {
    method: 'DELETE',
    path: '/api/sites/:site/members/:user',
    access: 'site:own',
    summary: 'Take away access',
    output: Done,
  },
  invite: {
    method: 'POST',
    path: '/api/sites/:site/invitations',
    access: 'site:own',
    summary: 'Make a link that lets one person in',
    input: z.object({ role: Role, note: z.string().max(200).default('') }),
    output: Invitation.extend({ link: z.string() }),
  },
  removeInvitation: {
    method: 'DELETE',
    path: '/api/sites/:site/invitations/:invitation',
    access: 'site:own',
    summary: 'Withdraw an invitation',
    output: Done,
  },
} as const satisfies Endpoints
