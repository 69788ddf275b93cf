import { z } from 'zod'
import { Done, type Endpoints } from '../endpoint.ts'
import { NewSite, Site, SiteSettings } from '../site.ts'

/** Sites. */
export const siteEndpoints = {
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
      /** Properties that were not kept, though their events were. */
      left_out_today: z.record(z.string(), z.number()),
    }),
  },
} as const satisfies Endpoints
