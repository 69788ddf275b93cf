import { readSideRow } from '../../collect/index.ts'
import type { CollectAnswer } from '../../contract/collect.ts'
import type { SideKind } from '../../contract/side-data.ts'
import type { Site } from '../../contract/site.ts'
import { insertSideRows, type SideRow } from '../../events/index.ts'
import type { World } from '../world.ts'

/** Stores what is right of some rows, and says what is wrong with the others. */
export const recordSideRows = async (
  deps: Pick<World, 'events'>,
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
