import { CollectAnswer } from '../collect.ts'
import type { Endpoints } from '../endpoint.ts'
import { SideRequest } from '../side-data.ts'

const rows = <const Path extends string>(name: Path, summary: string) =>
  ({
    method: 'POST',
    path: `/api/sites/:site/${name}`,
    access: 'site:write',
    summary,
    input: SideRequest,
    output: CollectAnswer,
  }) as const

/** What other tools know: figures by day, facts about products, and whole files. */
export const importEndpoints = {
  recordCosts: rows('costs', 'Record what advertising cost, by day, campaign and keyword'),
  recordSearchWords: rows(
    'search-words',
    'Record words that people searched for, with clicks, impressions, position and cost',
  ),
  recordProducts: rows('products', 'Record what is known of products, by item id'),
  recordPosts: rows('posts', 'Record what people did with posts on the platforms, by post and day'),
} as const satisfies Endpoints
