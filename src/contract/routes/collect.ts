import { CollectAnswer, CollectRequest, ImportRequest } from '../collect.ts'
import type { Endpoints } from '../endpoint.ts'
import { ExportPage, ExportRequest } from '../export.ts'

/** Events, in and out. */
export const collectEndpoints = {
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
  exportEvents: {
    method: 'POST',
    path: '/api/sites/:site/export',
    access: 'site:read',
    summary: 'Stored events, page by page in order of time',
    audit: true,
    input: ExportRequest,
    output: ExportPage,
  },
} as const satisfies Endpoints
