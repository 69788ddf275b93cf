import type { Import } from '../../../../src/contract/imports.ts'
import type { Overview } from '../../../../src/contract/report.ts'

/** Where what was imported ends within the period, so that a step in the line is not taken for a change. */
export type Seam = { label: string; file: string; last: number }

const bringsEvents = ({ kind }: Import): boolean =>
  ['events', 'ga4', 'matomo', 'umami', 'access_log', 'offline'].includes(kind)

export const seamsOf = (imports: readonly Import[], { period, series }: Pick<Overview, 'period' | 'series'>): Seam[] =>
  imports.flatMap((one) => {
    const last = one.report?.last ?? null
    if (!bringsEvents(one) || one.state !== 'done' || one.accepted === 0 || last === null) return []
    if (last < period.from || last >= period.to) return []
    const point = series.findLast(({ start }) => start <= last)
    return point ? [{ label: point.label, file: one.file, last }] : []
  })
