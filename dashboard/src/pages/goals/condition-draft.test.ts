import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Condition } from '../../../../src/contract/goal.ts'
import { asGroup, emptyCondition, isReady, simpleKinds, tidy } from './condition-draft.ts'

const leaf = fc.oneof(
  fc.string({ minLength: 1 }).map((value): Condition => ({ kind: 'url', match: 'contains', value })),
  fc.integer({ min: 1, max: 100 }).map((percent): Condition => ({ kind: 'scroll', percent, path: '' })),
  fc.constant<Condition>({ kind: 'event', name: 'purchase', where: [] }),
)
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      })
      .map((group): Condition => group),
  ),
}))

describe('a condition being edited', () => {
  it('is not counted while something is left open', () => {
    expect(isReady(emptyCondition('event'))).toBe(false)
    expect(
      isReady({ kind: 'any', of: [{ kind: 'url', match: 'is', value: '/thanks' }, emptyCondition('click')] }),
    ).toBe(false)
    expect(isReady({ kind: 'event', name: 'purchase', where: [{ field: 'channel', op: 'is', values: [] }] })).toBe(
      false,
    )
    expect(
      isReady({ kind: 'event', name: 'purchase', where: [{ field: 'property:coupon', op: 'exists', values: [] }] }),
    ).toBe(true)
  })
  it('opens as a group and is stored without one when it is alone', () => {
    const alone: Condition = { kind: 'url', match: 'is', value: '/thanks' }
    expect(tidy(asGroup(alone))).toEqual(alone)
  })
  it('starts with every kind known to the contract', () => {
    for (const kind of simpleKinds) expect(emptyCondition(kind).kind).toBe(kind)
  })
  it('once ready and tidied is what the contract takes, and tidying again changes nothing', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        const tidied = tidy(condition)
        expect(Condition.safeParse(tidied).success).toBe(isReady(condition) || Condition.safeParse(tidied).success)
        expect(tidy(tidied)).toEqual(tidied)
      }),
    )
  })
})
