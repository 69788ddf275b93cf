import { consentText, consentTo } from '../../contract/consent.ts'
import type { Hit, Step } from '../hit.ts'

/** What the visitor agreed to; whoever may not be recorded at all goes no further. */
export const addConsent: Step = (hit) => {
  const { event, door, site } = hit
  hit.consent = event.consent || door.privacyControl ? consentText(event.consent, door.privacyControl) : ''
  if (site.privacy?.privacy_control === 'drop' && hit.consent.endsWith('gpc=on')) return 'privacy_control'
  const waits = site.recognition === 'consent' && site.privacy?.before_consent === 'drop'
  return waits && !mayBeRecognised(hit) ? 'no_consent' : null
}

/** Whether the visitor's own identifier and identities may be used. A shop's server knows what it sends, unless it says no. */
export const mayBeRecognised = ({ door, site, consent }: Hit): boolean => {
  const said = consentTo(consent, 'analytics_storage')
  if (site.recognition === 'consent') return said ?? door.trusted
  return door.trusted || (site.recognition === 'full' && said !== false)
}
