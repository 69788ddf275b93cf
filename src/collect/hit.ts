import type { IncomingEvent } from '../contract/collect.ts'
import type { AsideReason } from '../contract/traffic.ts'
import type { Identity } from '../events/index.ts'
import type { Door, SiteFacts } from './door.ts'
import type { DropReason, LeftOutReason } from './drop-reason.ts'
import type { StoredRow } from './journal/record.ts'
import { nowhere, type Place } from './places/places.ts'
import type { Session } from './sessions.ts'
import type { Touch } from './source/touch.ts'
import { type Device, deviceOf } from './steps/device.ts'
import { noPage, type Page, type Referrer } from './steps/page.ts'

/** One event on its way through the pipeline. Steps fill it in; nothing reads a field before the step that sets it. */
export type Hit = {
  readonly index: number
  readonly input: unknown
  readonly door: Door
  readonly site: SiteFacts
  /** Milliseconds to add to every time of this request: our clock minus the sender's. */
  readonly skew: number
  /** The tag saw that a program drives the browser. */
  readonly isAutomated: boolean
  event: IncomingEvent
  /** Says more about the reason for which the event was dropped. */
  detail: string
  /** When it happened, corrected. */
  time: number
  /** Of the person's browser; '' where a server speaks for nobody in particular. */
  ip: string
  userAgent: string
  id: bigint
  visitor: bigint
  /** What the visitor has agreed to, as it is stored. */
  consent: string
  /** Why it is kept apart from reports; '' where a person is likely. */
  aside: AsideReason | ''
  /** Hashes of the identities that the event names: account, e-mail, phone. */
  identities: readonly Identity[]
  device: Device
  place: Place
  page: Page
  referrer: Referrer
  title: string
  properties: Record<string, string>
  /** What the event was stored without. */
  leftOut: LeftOut[] | undefined
  session: Session | undefined
  /** What its row says of where the session came from. */
  touch: Touch | undefined
  tie: number
  /** What the event itself says of its session. */
  evidence: number
}

/** A property that was not kept, and why. */
export type LeftOut = { reason: LeftOutReason; name: string }

/** null lets the event go on. */
export type Step = (hit: Hit) => DropReason | null

const noEvent: IncomingEvent = { name: '' }
const noReferrer: Referrer = { host: '', text: '' }
const noProperties: Record<string, string> = {}
const noIdentities: readonly Identity[] = []
const noDevice = deviceOf('')

export const newHit = (
  input: unknown,
  {
    index,
    door,
    site,
    skew,
    isAutomated = false,
  }: Pick<Hit, 'index' | 'door' | 'site' | 'skew'> & { isAutomated?: boolean },
): Hit => ({
  index,
  input,
  door,
  site,
  skew,
  isAutomated,
  event: noEvent,
  detail: '',
  time: 0,
  ip: '',
  userAgent: '',
  id: 0n,
  visitor: 0n,
  consent: '',
  aside: '',
  identities: noIdentities,
  device: noDevice,
  place: nowhere,
  page: noPage,
  referrer: noReferrer,
  title: '',
  properties: noProperties,
  leftOut: undefined,
  session: undefined,
  touch: undefined,
  tie: 0,
  evidence: 0,
})

const opens = (session: Session): 0 | 1 => {
  if (session.isOpened) return 0
  session.isOpened = true
  return 1
}

/** The row as it is stored. `repeat` is decided last, by the transactions that are stored already. */
export const rowOf = (hit: Hit): StoredRow => {
  const { event, site, page, device, session, touch } = hit
  if (session === undefined || touch === undefined) throw new Error('the pipeline has no step that sets the session')
  const hasValue = event.value !== undefined
  return {
    site: site.id,
    ts: hit.time,
    lag: hit.door.receivedAt - hit.time,
    tie: hit.tie,
    id: hit.id,
    name: event.name,
    visitor: hit.visitor,
    session: session.id,
    session_started: session.openedAt,
    session_opens: opens(session),
    evidence: hit.evidence,
    repeat: 0,
    host: page.host,
    path: page.path,
    query: page.query,
    title: hit.title,
    referrer: hit.referrer.text,
    channel: touch.channel,
    source: touch.source,
    medium: touch.medium,
    campaign: touch.campaign,
    term: touch.term,
    content: touch.content,
    click_id_kind: touch.click_id_kind,
    click_id: touch.click_id,
    landing_page: touch.landing_page,
    device: device.device,
    browser: device.browser,
    browser_version: device.browser_version,
    os: device.os,
    os_version: device.os_version,
    country: hit.place.country,
    region: hit.place.region,
    city: hit.place.city,
    language: event.language ?? '',
    value: event.value ?? 0,
    currency: hasValue || event.currency !== undefined ? (event.currency ?? site.currency).toUpperCase() : '',
    transaction_id: event.transaction_id ?? '',
    origin: hit.door.origin,
    import: hit.door.import ?? '',
    consent: hit.consent,
    properties: hit.properties,
    identities: hit.identities,
  }
}
