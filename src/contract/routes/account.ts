import { z } from 'zod'
import { Me } from '../account.ts'
import { Done, type Endpoints } from '../endpoint.ts'
import { Language, Role } from '../site.ts'

/** Who is asking, and how people come in. */
export const accountEndpoints = {
  me: {
    method: 'GET',
    path: '/api/me',
    access: 'public',
    summary: 'Who is asking, and what this installation is',
    output: Me,
  },
  /** Only while no account exists. The answer sets the session cookie. */
  createOwner: {
    method: 'POST',
    path: '/api/owner',
    access: 'public',
    summary: 'Create the first account, the owner',
    input: z.object({
      name: z.string().trim().min(1).max(100),
      email: z.email().max(320),
      password: z.string().min(10).max(200),
      language: Language.optional(),
    }),
    output: Done,
  },
  setMyLanguage: {
    method: 'PUT',
    path: '/api/me/language',
    access: 'signed-in',
    summary: 'Choose the language of the dashboard',
    input: z.object({ language: Language }),
    output: Done,
  },
  /** A new account, or the signed-in one when no password is given. The answer sets the session cookie. */
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitations/:token',
    access: 'public',
    summary: 'Accept an invitation',
    input: z.object({
      name: z.string().trim().min(1).max(100).optional(),
      email: z.email().max(320).optional(),
      password: z.string().min(10).max(200).optional(),
    }),
    output: z.object({ site: z.string() }),
  },
  invitation: {
    method: 'GET',
    path: '/api/invitations/:token',
    access: 'public',
    summary: 'What an invitation offers',
    output: z.object({ site_name: z.string(), role: Role, expires: z.number() }),
  },
} as const satisfies Endpoints
