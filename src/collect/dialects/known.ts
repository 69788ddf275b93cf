import { type IncomingEvent, KnownFacts } from '../../contract/collect.ts'
import { type Fields, lookUp, textOf } from './values.ts'

const devices: Record<string, string> = {
  ...{ desktop: 'desktop', mobile: 'mobile', smartphone: 'mobile', tablet: 'tablet', 'smart tv': 'tv', tv: 'tv' },
}

/** What the sender has found out of the browser and its place; undefined where it said nothing that can be read. */
export const knownOf = (said: Fields): IncomingEvent['known'] => {
  const device = lookUp(devices, textOf(said.device)?.toLowerCase() ?? '')
  const country = textOf(said.country, 2)?.toUpperCase()
  const facts = Object.fromEntries(
    Object.entries({
      device,
      country: country && /^[A-Z]{2}$/.test(country) ? country : undefined,
      ...Object.fromEntries(
        ['browser', 'browser_version', 'os', 'os_version', 'region', 'city'].map((name) => [
          name,
          textOf(said[name], 100),
        ]),
      ),
    }).filter(([, value]) => value !== undefined),
  )
  return Object.keys(facts).length === 0 ? undefined : KnownFacts.parse(facts)
}
