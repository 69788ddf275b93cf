import type { Dimension } from '../../../../src/contract/report.ts'
import type { Sort } from '../../ui/data-table.tsx'

/** The ways to break down that have a tab of their own, in the order of the question "where from, then who". */
export const tabs = [
  'channel',
  'source',
  'medium',
  'campaign',
  'landing_page',
  'device',
  'browser',
  'country',
  'region',
  'city',
] as const satisfies readonly Dimension[]
export const furtherDimensions = [
  'os',
  'os_version',
  'language',
  'referrer',
  'term',
  'content',
  'page',
  'host',
  'event',
] as const satisfies readonly Dimension[]
const known: readonly string[] = [...tabs, ...furtherDimensions]

export type ChannelsSearch = {
  by?: string
  sort?: string
  q?: string
  /** Goals that have columns of their own. */
  columns?: string[]
}

export const isField = (text: unknown): text is string =>
  typeof text === 'string' && (known.includes(text) || /^property:.{1,100}$/.test(text))

/** Reads search parameters that anybody may have typed; what makes no sense is left out. */
export const readChannelsSearch = (search: Record<string, unknown>): ChannelsSearch => {
  const read: ChannelsSearch = {}
  if (isField(search.by)) read.by = search.by
  if (typeof search.sort === 'string' && /^-?[a-z_:A-Z0-9]{1,80}$/.test(search.sort)) read.sort = search.sort
  if (typeof search.q === 'string' || typeof search.q === 'number') read.q = String(search.q).slice(0, 100)
  if (Array.isArray(search.columns))
    read.columns = search.columns.filter((goal) => typeof goal === 'string').slice(0, 10)
  return read
}

/** "-people" is the most people first. */
export const sortOf = (text: string | undefined): Sort =>
  text === undefined
    ? { key: 'people', descending: true }
    : { key: text.replace(/^-/, ''), descending: text.startsWith('-') }
export const sortText = ({ key, descending }: Sort): string => `${descending ? '-' : ''}${key}`
