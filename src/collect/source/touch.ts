import type { Page } from '../steps/page.ts'
import { channelOf, isAdMedium } from './channel.ts'
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

export type Arrival = {
  page: Page
  /** Host of the referrer in lower case, '' without one. */
  referrerHost: string
  /** True where the referrer is the site itself. */
  isInternal: boolean
  /** The app whose built-in browser this is (line, zalo, facebook…), '' in an ordinary one. */
  app: string
}

const fromReferrer = ({ referrerHost, isInternal, app }: Arrival): { source: string; medium: string } => {
  if (referrerHost && !isInternal && !isPassThrough(referrerHost)) {
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
  return {
    channel: channelOf({ source, medium, campaign: campaign.toLowerCase() }),
    source,
    medium,
    campaign,
    term: page.utmTerm,
    content: page.utmContent,
    click_id_kind: page.clickIdKind,
    click_id: page.clickId,
    landing_page: page.path,
  }
}
