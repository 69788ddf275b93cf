import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Consent, consentPurposes, consentSignals, consentText, consentTo, mayLeave, readConsent } from './consent.ts'

const answers = fc.record(
  {
    ...Object.fromEntries(consentSignals.map((signal) => [signal, fc.constantFrom('granted', 'denied', 'GRANTED')])),
    gpc: fc.boolean(),
  },
  { requiredKeys: [] },
)

test('a consent is one text, in the same order whatever order it was said in', () => {
  expect(consentText({ analytics_storage: 'granted', ad_storage: 'DENIED' })).toBe(
    'ad_storage=denied analytics_storage=granted',
  )
  expect(consentText({}, true)).toBe('gpc=on')
  expect(consentText({ ad_storage: 'denied', gpc: true })).toBe('ad_storage=denied gpc=on')
  expect(consentText(undefined)).toBe('')
})

test('the text says of each signal what was said', () => {
  fc.assert(
    fc.property(answers, (said) => {
      const consent = Consent.parse(said)
      const text = consentText(consent)
      for (const signal of consentSignals) {
        const answer = consent[signal]?.toLowerCase()
        expect(consentTo(text, signal)).toBe(answer === undefined ? undefined : answer === 'granted')
      }
      expect(consentText(readConsent(text))).toBe(text)
    }),
  )
})

test('what was denied never leaves, and what was not said only where the site does not wait for consent', () => {
  const full = { recognition: 'full' } as const
  const gated = { recognition: 'consent' } as const
  expect(mayLeave('ad_user_data=denied', 'ad_measurement', full)).toBe(false)
  expect(mayLeave('ad_user_data=granted', 'ad_measurement', gated)).toBe(true)
  expect(mayLeave('ad_user_data=granted', 'ad_audience', gated)).toBe(false)
  expect(mayLeave('ad_personalization=granted ad_user_data=granted', 'ad_audience', gated)).toBe(true)
  expect(mayLeave('analytics_storage=denied', 'analytics', full)).toBe(false)
  expect(consentPurposes.map((purpose) => mayLeave('', purpose, full))).toEqual([true, true, true])
  expect(consentPurposes.map((purpose) => mayLeave('', purpose, gated))).toEqual([false, false, false])
})

test('Global Privacy Control keeps everything from advertising', () => {
  const full = { recognition: 'full' } as const
  const text = consentText({ ad_user_data: 'granted', ad_personalization: 'granted' }, true)
  expect(consentPurposes.map((purpose) => mayLeave(text, purpose, full))).toEqual([true, false, false])
})
