import type { Filter, Frame } from '../../../src/contract/report.ts'
import type { LocalDay } from './local-day.ts'
import { defaultPeriod, isPeriodChoice, type PeriodChoice, rangeOf } from './period.ts'

/** What of the frame lives in the URL. What is absent has its default, so that a plain address stays plain. */
export type FrameSearch = { period?: PeriodChoice; compare?: Frame['compare']; filters?: Filter[] }

export const defaultCompare: Frame['compare'] = 'previous'
const comparisons: readonly string[] = ['none', 'previous', 'year']

const isFilter = (filter: unknown): filter is Filter =>
  typeof filter === 'object' &&
  filter !== null &&
  'field' in filter &&
  typeof filter.field === 'string' &&
  'op' in filter &&
  typeof filter.op === 'string' &&
  'values' in filter &&
  Array.isArray(filter.values) &&
  filter.values.every((value) => typeof value === 'string')

/** Reads the frame from search parameters that anybody may have typed; what makes no sense is left out. */
export const readFrameSearch = (search: Record<string, unknown>): FrameSearch => {
  const frame: FrameSearch = {}
  if (isPeriodChoice(search.period)) frame.period = search.period
  if (typeof search.compare === 'string' && comparisons.includes(search.compare))
    frame.compare = search.compare as Frame['compare']
  if (Array.isArray(search.filters)) {
    const filters = search.filters.filter(isFilter).slice(0, 20)
    if (filters.length > 0) frame.filters = filters
  }
  return frame
}

/** The search parameters that go along to another page: the frame's, and no other. */
export const keepFrame = (search: Record<string, unknown>): FrameSearch => readFrameSearch(search)

/** The frame as every report takes it. */
export const frameOf = (search: FrameSearch, today: LocalDay): Frame => ({
  ...rangeOf(search.period ?? defaultPeriod, today),
  compare: search.compare ?? defaultCompare,
  filters: search.filters ?? [],
})

export const withFilter = (filters: readonly Filter[], added: Filter): Filter[] => [
  ...filters.filter((filter) => !(filter.field === added.field && filter.op === added.op)),
  added,
]
