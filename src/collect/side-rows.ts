import { type CostRow, type SideKind, sideShapes } from '../contract/side-data.ts'
import type { SideRow } from '../events/index.ts'
import type { SiteFacts } from './door.ts'
import { channelOf } from './source/channel.ts'

export type ReadSideRow = { row: SideRow } | { problem: string }

/** Written as a session's touch has them, so that spending and visits meet. */
const asTouch = (cost: CostRow): CostRow & { channel: string } => {
  const source = cost.source.toLowerCase()
  const medium = cost.medium.toLowerCase()
  return { ...cost, source, medium, channel: channelOf({ source, medium, campaign: cost.campaign.toLowerCase() }) }
}

/** One row of figures as it is stored, or what is wrong with it. */
export const readSideRow = (kind: SideKind, input: unknown, site: Pick<SiteFacts, 'currency'>): ReadSideRow => {
  const parsed = sideShapes[kind].safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { problem: `${issue?.path.join('.') || 'row'}: ${issue?.message ?? 'not understood'}` }
  }
  const row = kind === 'costs' ? asTouch(parsed.data as CostRow) : parsed.data
  const { currency, ...rest } = row as SideRow & { currency?: string }
  const hasMoney = kind === 'costs' || kind === 'search_words' || kind === 'products'
  return { row: hasMoney ? { ...rest, currency: (currency ?? site.currency).toUpperCase() } : rest }
}
