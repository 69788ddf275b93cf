import type { Endpoints } from '../endpoint.ts'
import { PrivacySettings, Site } from '../site.ts'

/** Consent and the rights of visitors. */
export const privacyEndpoints = {
  updatePrivacy: {
    method: 'PATCH',
    path: '/api/sites/:site/privacy',
    access: 'site:own',
    summary: 'Change what is recorded before consent, and how long events are kept; what is not named stays',
    input: PrivacySettings.partial(),
    output: Site,
  },
} as const satisfies Endpoints
