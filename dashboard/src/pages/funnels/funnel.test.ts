import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FunnelStepFigures } from '../../../../src/contract/report.ts'
import { FunnelStep } from '../../../../src/contract/report.ts'
import { isChanged, readFunnelSearch, shapeOf } from './funnel-search.ts'
import { isApart, worstStep } from './worst-step.ts'

const step = (label: string, people: number, previous: number | null): FunnelStepFigures => ({
  label,
  people,
  rate_from_start: null,
  rate_from_start_interval: null,
  rate_from_previous: previous,
  rate_from_previous_interval: null,
  median_seconds: null,
})

describe('a funnel in the URL', () => {
  const saved = { steps: [{ goal: 'a' }, { goal: 'b' }], window_seconds: 3600, per: 'session' as const }
  it('is the saved one until something is changed', () => {
    expect(shapeOf({ funnel: 'f' }, saved)).toEqual(saved)
    expect(isChanged({ funnel: 'f' }, saved)).toBe(false)
    expect(isChanged({ funnel: 'f', window: 60 }, saved)).toBe(true)
    expect(isChanged({ steps: saved.steps }, undefined)).toBe(true)
  })
  it('takes from any address only steps that the contract knows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.anything(), fc.record({ event: fc.anything(), goal: fc.anything(), path: fc.string() }))),
        (steps) => {
          for (const found of readFunnelSearch({ steps }).steps ?? [])
            expect(FunnelStep.safeParse(found).success).toBe(true)
        },
      ),
    )
  })
})

describe('where most people leave', () => {
  it('is the step with the largest share of those who reached it', () => {
    expect(worstStep([step('View', 1000, null), step('Cart', 200, 0.2), step('Buy', 120, 0.6)])).toEqual({
      from: 'View',
      to: 'Cart',
      index: 1,
      leaveShare: 0.8,
      lost: 800,
    })
  })
  it('is not said of a handful of people', () => {
    expect(worstStep([step('View', 1000, null), step('Cart', 19, 0.5), step('Buy', 0, 0)])?.to).toBe('Cart')
    expect(worstStep([step('View', 3, null), step('Cart', 0, 0)])).toBeNull()
  })
  it('has changed only when the intervals are apart', () => {
    expect(isApart([0.1, 0.2], [0.25, 0.3])).toBe(true)
    expect(isApart([0.1, 0.26], [0.25, 0.3])).toBe(false)
    expect(isApart(null, [0.25, 0.3])).toBe(false)
  })
})
