import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Filter, Frame } from '../../../src/contract/report.ts'
import { useSite } from '../queries.ts'
import { type FrameSearch, frameOf, readFrameSearch, withFilter } from './frame-search.ts'
import { localDay } from './local-day.ts'
import { defaultPeriod } from './period.ts'

/** Search parameters of the page, read by `read`; the setter changes some and leaves the others. */
export const usePageSearch = <T extends object>(read: (search: Record<string, unknown>) => T) => {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const text = JSON.stringify(search)
  const value = useMemo(() => read(JSON.parse(text) as Record<string, unknown>), [text, read])
  const change = useCallback(
    (part: { [K in keyof T]?: T[K] | undefined }, { replace = false } = {}) =>
      navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => ({ ...before, ...part })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  )
  return [value, change] as const
}

export type FrameState = {
  search: FrameSearch
  /** As every report takes it. */
  frame: Frame
  today: string
  change: (part: FrameSearch) => void
  addFilter: (filter: Filter) => void
}

export const useFrame = (): FrameState => {
  const site = useSite()
  const [search, changeSearch] = usePageSearch(readFrameSearch)
  const today = localDay(Date.now(), site.timezone)
  const frame = useMemo(() => frameOf(search, today), [search, today])
  return {
    search,
    frame,
    today,
    change: (part) => void changeSearch(part),
    addFilter: (filter) => void changeSearch({ filters: withFilter(frame.filters, filter) }),
  }
}

/** What is usual stays out of the address. */
export const setPeriod = (state: FrameState) => (period: FrameSearch['period']) =>
  state.change({ period: period === defaultPeriod ? undefined : period })
export const setFilters = (state: FrameState) => (filters: Filter[]) =>
  state.change({ filters: filters.length > 0 ? filters : undefined })
