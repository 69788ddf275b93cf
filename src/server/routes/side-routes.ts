import { endpoints } from '../../contract/api.ts'
import { rowsPerRequest, type SideKind } from '../../contract/side-data.ts'
import type { Deps } from '../deps.ts'
import { type Route, route } from '../http/route.ts'
import { recordSideRows } from '../imports/record-side-rows.ts'

/** A row is a few hundred bytes; links and words may be long. */
const bodyLimit = rowsPerRequest * 2_000

export const sideRoutes = (deps: Deps): Route[] => {
  const record = (
    endpoint: (typeof endpoints)['recordCosts' | 'recordSearchWords' | 'recordProducts' | 'recordPosts' | 'recordDays'],
    kind: SideKind,
  ) =>
    route(
      endpoint,
      async ({ site, input, reply }) => {
        reply.code(202)
        return recordSideRows(deps, { site, kind, rows: input.rows, importId: input.import })
      },
      { bodyLimit },
    )
  return [
    record(endpoints.recordCosts, 'costs'),
    record(endpoints.recordSearchWords, 'search_words'),
    record(endpoints.recordProducts, 'products'),
    record(endpoints.recordPosts, 'posts'),
    record(endpoints.recordDays, 'imported_days'),
  ]
}
