import { readSideRow } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import type { CollectAnswer } from '../../contract/collect.ts'
import { rowsPerRequest, type SideKind } from '../../contract/side-data.ts'
import type { Site } from '../../contract/site.ts'
import { insertSideRows, type SideRow } from '../../events/index.ts'
import type { Deps } from '../deps.ts'
import { type Route, route } from '../route.ts'

/** A row is a few hundred bytes; links and words may be long. */
const bodyLimit = rowsPerRequest * 2_000

/** Stores what is right of some rows, and says what is wrong with the others. */
export const recordSideRows = async (
  deps: Pick<Deps, 'events'>,
  { site, kind, rows, importId = '' }: { site: Site; kind: SideKind; rows: readonly unknown[]; importId?: string },
): Promise<CollectAnswer> => {
  const good: SideRow[] = []
  const dropped: CollectAnswer['dropped'] = []
  for (const [index, input] of rows.entries()) {
    const read = readSideRow(kind, input, site)
    if ('row' in read) good.push(read.row)
    else dropped.push({ index, reason: 'invalid', detail: read.problem })
  }
  if (good.length > 0) await insertSideRows(deps.events, kind, { site: site.id, importId, rows: good })
  return { accepted: good.length, dropped }
}

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
