import type { Endpoints } from './endpoint.ts'
import { accessEndpoints } from './routes/access.ts'
import { accountEndpoints } from './routes/account.ts'
import { collectEndpoints } from './routes/collect.ts'
import { goalEndpoints } from './routes/goal.ts'
import { importEndpoints } from './routes/imports.ts'
import { installationEndpoints } from './routes/installation.ts'
import { mentionEndpoints } from './routes/mentions.ts'
import { otherToolEndpoints } from './routes/other-tools.ts'
import { privacyEndpoints } from './routes/privacy.ts'
import { reportEndpoints } from './routes/report.ts'
import { siteEndpoints } from './routes/site.ts'
import { trafficEndpoints } from './routes/traffic.ts'

export type { Access, Endpoint } from './endpoint.ts'

/**
 * Every route of the HTTP API: the server implements these, the dashboard's client and the OpenAPI
 * document are made from them. Accounts (sign-in, sign-up, two-factor) are better-auth's, under /api/auth.
 */
export const endpoints = {
  ...installationEndpoints,
  ...accountEndpoints,
  ...siteEndpoints,
  ...collectEndpoints,
  ...importEndpoints,
  ...goalEndpoints,
  ...reportEndpoints,
  ...mentionEndpoints,
  ...otherToolEndpoints,
  ...accessEndpoints,
  ...privacyEndpoints,
  ...trafficEndpoints,
} as const satisfies Endpoints

export type EndpointName = keyof typeof endpoints
