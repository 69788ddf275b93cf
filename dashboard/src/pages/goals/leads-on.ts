import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Estimate, Frame, FunnelAnswer, GoalRow } from '../../../../src/contract/report.ts'
import { call } from '../../api.ts'
import { useSite } from '../../queries.ts'

/** How long after the small action the big one still counts. */
export const leadsOnDays = 30
const stableMs = 5 * 60_000

export type LeadsOn = ReadonlyMap<string, Estimate>

export const estimateOf = (answer: FunnelAnswer): Estimate | null => {
  const step = answer.steps[1]
  const interval = step?.rate_from_previous_interval
  return step && step.rate_from_previous !== null && interval
    ? { value: step.rate_from_previous, low: interval[0], high: interval[1] }
    : null
}

/** Of the people who did each micro goal, how many did the macro goal afterwards: a funnel of two steps for each. */
export const useLeadsOn = (frame: Frame, rows: readonly GoalRow[], macro: string | undefined): LeadsOn => {
  const site = useSite()
  const asked = useMemo(
    () => (macro ? rows.filter(({ tier, people }) => tier === 'micro' && people > 0) : []),
    [rows, macro],
  )
  return useQueries({
    queries: asked.map(({ goal }) => {
      const input = {
        from: frame.from,
        to: frame.to,
        filters: frame.filters,
        steps: [{ goal }, { goal: macro ?? '' }],
        window_seconds: leadsOnDays * 86_400,
        per: 'person' as const,
      }
      return {
        queryKey: ['funnel', { site: site.id }, input],
        queryFn: ({ signal }: { signal: AbortSignal }) => call('funnel', { params: { site: site.id }, input, signal }),
        staleTime: stableMs,
      }
    }),
    combine: (results) => {
      const found = new Map<string, Estimate>()
      results.forEach((result, index) => {
        const goal = asked[index]?.goal
        const estimate = result.data && estimateOf(result.data)
        if (goal && estimate) found.set(goal, estimate)
      })
      return found
    },
  })
}

/** The supporting action after which the macro goal is surely likelier than for everybody; null while none is. */
export const bestSupporting = (rows: readonly GoalRow[], leadsOn: LeadsOn, overall: number): GoalRow | null => {
  let best: GoalRow | null = null
  for (const row of rows) {
    const estimate = leadsOn.get(row.goal)
    if (row.tier !== 'micro' || row.kind !== 'supporting' || !estimate || estimate.low <= overall) continue
    if (!best || estimate.low > (leadsOn.get(best.goal)?.low ?? 0)) best = row
  }
  return best
}
