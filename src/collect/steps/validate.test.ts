import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IncomingEvent } from '../../contract/collect.ts'
import { readEvent } from './validate.ts'

const anything = fc.jsonValue({ maxDepth: 3 })
const text = fc.oneof(fc.string({ maxLength: 2 }), fc.string({ minLength: 30, maxLength: 400, unit: 'binary' }))
const loose = <Value>(likely: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 6, arbitrary: likely }, { weight: 1, arbitrary: anything })

const hash = fc.oneof(fc.constantFrom('a1'.repeat(32), 'F'.repeat(64), 'g'.repeat(64)), text)

const event = fc.record(
  {
    id: loose(text),
    name: loose(fc.oneof(fc.constantFrom('page_view', 'Mua hàng', 'ซื้อ', '_x', '$y', '1st', '', ' a'), text)),
    time: loose(fc.oneof(fc.string({ maxLength: 50 }), fc.double(), fc.integer())),
    visitor: loose(text),
    session: loose(text),
    url: loose(fc.oneof(fc.webUrl(), fc.string({ minLength: 2_000, maxLength: 2_100 }))),
    referrer: loose(fc.webUrl()),
    title: loose(fc.string({ maxLength: 510 })),
    entry: loose(fc.record({ url: loose(fc.webUrl()), referrer: loose(fc.webUrl()) }, { requiredKeys: [] })),
    language: loose(fc.string({ maxLength: 40 })),
    value: loose(fc.double()),
    currency: loose(fc.constantFrom('VND', 'usd', 'US', 'EURO', '12a')),
    transaction_id: loose(text),
    user: loose(
      fc.oneof(
        text,
        fc.record(
          {
            id: loose(text),
            email: loose(text),
            phone: loose(text),
            email_sha256: loose(hash),
            phone_sha256: loose(hash),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
    properties: loose(
      fc.dictionary(
        fc.string({ maxLength: 101 }).filter((key) => key !== '__proto__'),
        anything,
      ),
    ),
    consent: loose(
      fc.record(
        { analytics_storage: loose(fc.constantFrom('granted', 'DENIED', 'yes')), gpc: loose(fc.boolean()) },
        { requiredKeys: [] },
      ),
    ),
    ip: loose(fc.ipV6()),
    user_agent: loose(text),
    known: loose(
      fc.record(
        {
          device: loose(fc.constantFrom('mobile', 'watch')),
          country: loose(fc.constantFrom('VN', 'vn', 'VNM')),
          ...{ browser: loose(text), os: loose(text), city: loose(text) },
        },
        { requiredKeys: [] },
      ),
    ),
    more: anything,
  },
  { requiredKeys: ['name'] },
)

describe('validation', () => {
  it('says what the contract says, of any event', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: event }, { weight: 1, arbitrary: anything }), (input) => {
        const verdict = readEvent(input)
        const { success, error } = IncomingEvent.safeParse(input)
        if (success !== (typeof verdict !== 'string')) {
          throw new Error(
            `contract: ${success ? 'valid' : JSON.stringify(error?.issues)}; here: ${JSON.stringify(verdict)}`,
          )
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('names the field', () => {
    expect(readEvent({ name: 'purchase', value: '10' })).toBe('value: a number')
    expect(readEvent(null)).toBe('an event is an object')
  })
})
