import { z } from 'zod'
import { ApiKey, Invitation, Me, Member, NewApiKey } from './account.ts'
import { CollectAnswer, CollectRequest, ImportRequest } from './collect.ts'
import { ExportPage, ExportRequest } from './export.ts'
import { Funnel, FunnelDefinition } from './funnel.ts'
import { Condition, Goal, GoalDefinition, GoalPreview } from './goal.ts'
import {
  BreakdownAnswer,
  BreakdownRequest,
  FilterField,
  Frame,
  FunnelAnswer,
  FunnelRequest,
  GoalsReport,
  LiveAnswer,
  Overview,
  ValuesAnswer,
} from './report.ts'
import { Language, NewSite, Role, Site, SiteSettings } from './site.ts'

/**
 * Every route of the HTTP API: the server implements these, the dashboard's client and the OpenAPI
 * document are made from them. Accounts (sign-in, sign-up, two-factor) are better-auth's, under /api/auth.
 *
 * access:
 *  - public      anyone
 *  - signed-in   any account
 *  - owner       an account that owns a site (the first account always does so), or the command line on this machine
 *  - local       only the command line on this machine, which reads the token in the data folder
 *  - site:read   viewer, editor or owner of `:site`, or a key of it with `read`
 *  - site:write  editor or owner, or a key with `write`
 *  - site:own    owner only
 *  - collect     the public tag of a known site, or a key with `collect`
 */
export type Access = 'public' | 'signed-in' | 'owner' | 'local' | 'site:read' | 'site:write' | 'site:own' | 'collect'
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  access: Access
  summary: string
  input?: z.ZodType
  output: z.ZodType
}

const Done = z.object({ done: z.literal(true) })
/** A report may also be asked for with GET: `?request=` holds the same JSON. */
const report = <I extends z.ZodType, O extends z.ZodType>(name: string, summary: string, input: I, output: O) =>
  ({ method: 'POST', path: `/api/sites/:site/reports/${name}`, access: 'site:read', summary, input, output }) as const

export const endpoints = {
  backup: {
    method: 'POST',
    path: '/api/backup',
    access: 'local',
    summary: 'Copy everything, consistently, into a new folder on the server',
    input: z.object({ folder: z.string().min(1).max(4_096) }),
    output: z.object({ folder: z.string(), files: z.number(), bytes: z.number(), events: z.number() }),
  },
  accounts: {
    method: 'GET',
    path: '/api/accounts',
    access: 'local',
    summary: 'Every account of this installation',
    output: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  },
  resetPassword: {
    method: 'POST',
    path: '/api/accounts/reset-password',
    access: 'local',
    summary: 'Give an account a new password, made here when none is given, and sign it out everywhere',
    input: z.object({ email: z.email().max(320), password: z.string().min(10).max(200).optional() }),
    output: z.object({ password: z.string() }),
  },

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
  /** Adds the demo shop (or finds it) and starts filling its history. Offered while there is no data. */
  openDemo: {
    method: 'POST',
    path: '/api/demo',
    access: 'public',
    summary: 'Look around with the demo shop',
    output: z.object({ site: z.string() }),
  },
  demoProgress: {
    method: 'GET',
    path: '/api/demo',
    access: 'public',
    summary: 'How far the demo history is filled',
    output: z.object({ days: z.number(), days_filled: z.number(), filling: z.boolean() }),
  },
  setMyLanguage: {
    method: 'PUT',
    path: '/api/me/language',
    access: 'signed-in',
    summary: 'Choose the language of the dashboard',
    input: z.object({ language: Language }),
    output: Done,
  },

  collect: {
    method: 'POST',
    path: '/api/collect',
    access: 'collect',
    summary: 'Record events',
    input: CollectRequest,
    output: CollectAnswer,
  },

  importEvents: {
    method: 'POST',
    path: '/api/sites/:site/import',
    access: 'site:write',
    summary: 'Record past events, of any age; each is validated on its own',
    input: ImportRequest,
    output: CollectAnswer,
  },

  createSite: {
    method: 'POST',
    path: '/api/sites',
    access: 'owner',
    summary: 'Add a site',
    input: NewSite,
    output: Site,
  },
  site: { method: 'GET', path: '/api/sites/:site', access: 'site:read', summary: 'One site', output: Site },
  updateSite: {
    method: 'PATCH',
    path: '/api/sites/:site',
    access: 'site:write',
    summary: 'Change a site',
    input: SiteSettings.partial(),
    output: Site,
  },
  removeSite: {
    method: 'DELETE',
    path: '/api/sites/:site',
    access: 'site:own',
    summary: 'Remove a site and everything recorded for it',
    output: Done,
  },
  siteStatus: {
    method: 'GET',
    path: '/api/sites/:site/status',
    access: 'site:read',
    summary: 'Whether events arrive, and what was dropped',
    output: z.object({
      first_event: z.number().nullable(),
      last_event: z.number().nullable(),
      events_today: z.number(),
      dropped_today: z.record(z.string(), z.number()),
    }),
  },

  goals: {
    method: 'GET',
    path: '/api/sites/:site/goals',
    access: 'site:read',
    summary: 'All goals by tier and priority',
    output: z.array(Goal),
  },
  createGoal: {
    method: 'POST',
    path: '/api/sites/:site/goals',
    access: 'site:write',
    summary: 'Add a goal; it counts the past, too',
    input: GoalDefinition,
    output: Goal,
  },
  updateGoal: {
    method: 'PATCH',
    path: '/api/sites/:site/goals/:goal',
    access: 'site:write',
    summary: 'Change a goal',
    input: GoalDefinition.partial(),
    output: Goal,
  },
  removeGoal: {
    method: 'DELETE',
    path: '/api/sites/:site/goals/:goal',
    access: 'site:write',
    summary: 'Remove a goal; no event is lost',
    output: Done,
  },
  previewGoal: {
    method: 'POST',
    path: '/api/sites/:site/goals/preview',
    access: 'site:read',
    summary: 'What a condition matched in the last 30 days',
    input: z.object({ condition: Condition, counting: z.enum(['every', 'session', 'person']).default('every') }),
    output: GoalPreview,
  },

  funnels: {
    method: 'GET',
    path: '/api/sites/:site/funnels',
    access: 'site:read',
    summary: 'Saved funnels',
    output: z.array(Funnel),
  },
  createFunnel: {
    method: 'POST',
    path: '/api/sites/:site/funnels',
    access: 'site:write',
    summary: 'Save a funnel',
    input: FunnelDefinition,
    output: Funnel,
  },
  updateFunnel: {
    method: 'PATCH',
    path: '/api/sites/:site/funnels/:funnel',
    access: 'site:write',
    summary: 'Change a saved funnel',
    input: FunnelDefinition.partial(),
    output: Funnel,
  },
  removeFunnel: {
    method: 'DELETE',
    path: '/api/sites/:site/funnels/:funnel',
    access: 'site:write',
    summary: 'Remove a saved funnel',
    output: Done,
  },

  overview: report('overview', 'People, sessions, conversions and value over time', Frame, Overview),
  goalsReport: report('goals', 'Every goal with its conversions and rate', Frame, GoalsReport),
  funnel: report('funnel', 'How many people go from step to step', FunnelRequest, FunnelAnswer),
  breakdown: report(
    'breakdown',
    'People and conversions by channel, page, device, …',
    BreakdownRequest,
    BreakdownAnswer,
  ),
  live: {
    method: 'GET',
    path: '/api/sites/:site/reports/live',
    access: 'site:read',
    summary: 'What happens now',
    output: LiveAnswer,
  },
  values: {
    method: 'POST',
    path: '/api/sites/:site/values',
    access: 'site:read',
    summary: 'Values that a field had lately, for choosing filters',
    input: z.object({ field: z.union([FilterField, z.literal('property')]), search: z.string().max(100).default('') }),
    output: ValuesAnswer,
  },

  exportEvents: {
    method: 'POST',
    path: '/api/sites/:site/export',
    access: 'site:read',
    summary: 'Stored events, page by page in order of time',
    input: ExportRequest,
    output: ExportPage,
  },

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
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints
