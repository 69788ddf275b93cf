import type { SiteRules } from '../../contract/site-rules.ts'
import type { Page } from '../steps/page.ts'
import { isAdMedium } from './channel.ts'
import { channelBy } from './channel-rules.ts'
import { clickIdKind } from './click-id.ts'
import { isPassThrough, knownSource } from './site-kind.ts'

/** A session as a contact of marketing. Stored on each of its rows. */
export type Touch = {
  channel: string
  source: string
  medium: string
  campaign: string
  term: string
  content: string
  click_id_kind: string
  click_id: string
  landing_page: string
}

/** Of what was no visit; every visit has a channel. */
export const noTouch: Touch = {
  ...{ channel: '', source: '', medium: '', campaign: '', term: '', content: '' },
  ...{ click_id_kind: '', click_id: '', landing_page: '' },
}

export type Arrival = {
  page: Page
  /** Host of the referrer in lower case, '' without one. */
  referrerHost: string
  /** True where the referrer is the site itself. */
  isInternal: boolean
  /** The site's own rules of channels, and the sites from which coming back is no touch. */
  rules?: Pick<SiteRules, 'channels' | 'pass_through'>
  /** The app whose built-in browser this is (line, zalo, facebook…), '' in an ordinary one. */
  app: string
}

const isOnWay = (host: string, { rules }: Arrival): boolean =>
  isPassThrough(host) || (rules?.pass_through.some((site) => host === site || host.endsWith(`.${site}`)) ?? false)

const fromReferrer = (arrival: Arrival): { source: string; medium: string } => {
  const { referrerHost, isInternal, app } = arrival
  if (referrerHost && !isInternal && !isOnWay(referrerHost, arrival)) {
    const known = knownSource(referrerHost)
    if (known?.kind === 'search') return { source: known.name, medium: 'organic' }
    if (known?.kind === 'ai') return { source: known.name, medium: 'ai-assistant' }
    if (known?.kind === 'mail') return { source: known.name, medium: 'email' }
    return { source: known?.name ?? referrerHost.replace(/^www\./, ''), medium: 'referral' }
  }
  // Chat and social apps often send no referrer; their built-in browser tells where the visitor is.
  if (app && !referrerHost) return { source: app, medium: 'referral' }
  return { source: '(direct)', medium: '(none)' }
}

/** Manual campaign parameters first, then click ids, then the referrer. */
export const touchOf = (arrival: Arrival): Touch => {
  const { page } = arrival
  const click = page.clickIdKind ? clickIdKind(page.clickIdKind) : undefined
  const referred = fromReferrer(arrival)
  const isTagged = page.utmSource !== '' || page.utmMedium !== ''
  let source = page.utmSource || (isTagged ? '(not set)' : referred.source)
  let medium = page.utmMedium || (isTagged ? '(not set)' : referred.medium)
  if (click) {
    if (!page.utmSource) source = click.source
    if (click.paid && !isAdMedium(medium)) medium = 'cpc'
    else if (!isTagged && !click.paid) medium = 'referral'
  }
  const isAssistant = !isTagged && medium === 'ai-assistant'
  const campaign = page.utmCampaign || (isAssistant ? '(ai-assistant)' : '')
  const contact = {
    ...{ source, medium, campaign, term: page.utmTerm, content: page.utmContent },
    click_id_kind: page.clickIdKind,
    landing_page: page.path,
  }
  return { channel: channelBy(arrival.rules?.channels ?? [], contact), ...contact, click_id: page.clickId }
}
