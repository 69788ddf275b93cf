import { expect, test } from 'vitest'
import { consentAfter, consentOfTcf } from './consent-state.ts'

const all = (answer: boolean) => Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index + 1, answer]))

test('an update changes what a default said, and names that are no signals are left', () => {
  const begun = consentAfter({}, 'default', { ad_storage: 'denied', analytics_storage: 'denied', wait_for_update: 500 })
  expect(begun).toEqual({ ad_storage: 'denied', analytics_storage: 'denied' })
  expect(consentAfter(begun, 'update', { analytics_storage: 'GRANTED' })).toEqual({
    ad_storage: 'denied',
    analytics_storage: 'granted',
  })
})

test('of the defaults of several regions the strictest holds', () => {
  const begun = consentAfter({}, 'default', { ad_storage: 'denied', region: ['DE', 'LT'] })
  expect(consentAfter(begun, 'default', { ad_storage: 'granted' })).toEqual({ ad_storage: 'denied' })
})

test('TCF: purposes become signals once the visitor has answered', () => {
  expect(consentOfTcf({ gdprApplies: true, eventStatus: 'cmpuishown' })).toBeUndefined()
  const only = { 1: true, 8: true, 7: false, 3: true, 4: false }
  expect(consentOfTcf({ gdprApplies: true, eventStatus: 'useractioncomplete', purpose: { consents: only } })).toEqual({
    ad_storage: 'granted',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'granted',
  })
  const refused = consentOfTcf({ gdprApplies: true, eventStatus: 'tcloaded', purpose: { consents: all(false) } })
  expect(new Set(Object.values(refused ?? {}))).toEqual(new Set(['denied']))
})

test('TCF: where the law does not apply, everything is allowed', () => {
  expect(new Set(Object.values(consentOfTcf({ gdprApplies: false }) ?? {}))).toEqual(new Set(['granted']))
})
