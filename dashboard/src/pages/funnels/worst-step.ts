import type { FunnelStepFigures } from '../../../../src/contract/report.ts'

export type Leak = { from: string; to: string; index: number; leaveShare: number; lost: number }

/** Fewer entrants than this into a step say too little about it. */
const fewestPeople = 20

/** The step at which the largest share of those who reached it leaves; null while too few came. */
export const worstStep = (steps: readonly FunnelStepFigures[]): Leak | null => {
  let worst: Leak | null = null
  for (let index = 1; index < steps.length; index++) {
    const before = steps[index - 1]
    const step = steps[index]
    if (!before || !step || step.rate_from_previous === null || before.people < fewestPeople) continue
    const leaveShare = 1 - step.rate_from_previous
    if (!worst || leaveShare > worst.leaveShare)
      worst = { from: before.label, to: step.label, index, leaveShare, lost: before.people - step.people }
  }
  return worst
}

/** Whether two intervals leave no room for "the same". */
export const isApart = (a: readonly [number, number] | null, b: readonly [number, number] | null): boolean =>
  a !== null && b !== null && (a[1] < b[0] || b[1] < a[0])
