import type { Estimate, FunnelStepFigures } from '../../../../src/contract/report.ts'

/**
 * The rate that groups and days are compared by, and how many it is a share of: of the whole way (step undefined),
 * or from the step before to `step`.
 */
export const stepRate = (
  steps: readonly FunnelStepFigures[],
  step: number | undefined,
): { estimate: Estimate | null; of: number } => {
  const last = steps[step ?? steps.length - 1]
  const base = steps[step === undefined ? 0 : step - 1]
  if (!last || !base) return { estimate: null, of: 0 }
  const value = step === undefined ? last.rate_from_start : last.rate_from_previous
  const interval = step === undefined ? last.rate_from_start_interval : last.rate_from_previous_interval
  const estimate = value === null || interval === null ? null : { value, low: interval[0], high: interval[1] }
  return { estimate, of: base.people }
}
