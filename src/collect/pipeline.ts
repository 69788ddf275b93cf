import { type SessionRules, type SiteRules, usualRules } from '../contract/site-rules.ts'
import { nobody } from '../events/index.ts'
import type { Random } from '../platform/random.ts'
import type { DailySalts } from './daily-salts.ts'
import type { Erased } from './erased.ts'
import { hash64 } from './hash.ts'
import type { Step } from './hit.ts'
import type { Unsettled } from './mending/unsettled.ts'
import { authorNumber } from './mentions/author-number.ts'
import type { Names } from './names.ts'
import type { Places } from './places/places.ts'
import { RecentMap } from './recent-map.ts'
import { type Evidence, evidence, evidenceBits, type Sessions, visitOfNobody } from './sessions.ts'
import { type Arrival, type Touch, touchOf } from './source/touch.ts'
import { addConsent, mayBeRecognised } from './steps/consent.ts'
import { type Device, deviceOf } from './steps/device.ts'
import { identitiesOf } from './steps/identity.ts'
import { checkOrigin, isOnSite } from './steps/origin.ts'
import { noPage, type Page, pageOf, referrerOf } from './steps/page.ts'
import { PageDepths } from './steps/page-depths.ts'
import { setProperties } from './steps/properties.ts'
import { redactText } from './steps/redact.ts'
import { setTime } from './steps/time.ts'
import { readEvent } from './steps/validate.ts'
import type { Suspicion } from './traffic/suspicion.ts'

export type PipelineDeps = {
  erased: Erased
  salts: DailySalts
  sessions: Sessions
  /** Sessions of what is set aside, so that it does not lengthen those of people. */
  asideSessions: Sessions
  unsettled: Unsettled
  places: Places
  names: Names
  suspicion: Suspicion
  random: Random
}

/**
 * What happens to an event, in this order. In between, the collector puts the events of a request in order of time and
 * recalls the stored sessions of visitors who are not in memory. Three things more are the writer's: an id that is stored
 * already is dropped, a transaction that is stored already makes its purchase a repeat, and the row is written.
 */
export const pipeline = (deps: PipelineDeps): { naming: readonly Step[]; describing: readonly Step[] } => ({
  naming: [
    validate,
    setTime,
    checkOrigin,
    setBrowser,
    addConsent,
    limitNames(deps.names),
    setId(deps.random),
    addVisitor(deps.salts),
    dropErased(deps.erased),
  ],
  describing: [
    redactTitle,
    setProperties(deps.names),
    readPage,
    new PageDepths().tellBefore(),
    addDevice,
    addPlace(deps.places),
    deps.suspicion.judge,
    addSession(deps),
  ],
})

function validate(hit: Parameters<Step>[0]): ReturnType<Step> {
  const event = readEvent(hit.input)
  if (typeof event === 'string') {
    hit.detail = event
    return 'invalid'
  }
  hit.event = event
  return null
}

/** A trusted sender says whose browser it was; the public tag cannot. */
const setBrowser: Step = (hit) => {
  const { door, event } = hit
  hit.ip = door.trusted ? (event.ip ?? '') : door.ip
  hit.userAgent = door.trusted ? (event.user_agent ?? '') : door.userAgent
  return null
}

const limitNames = (names: Names): Step =>
  function limitNames(hit) {
    const { door, event, site } = hit
    if (names.admits(site.id, { kind: 'event', name: event.name, trusted: door.trusted })) return null
    hit.detail = event.name
    return 'too_many_names'
  }

const scratch = new BigUint64Array(1)
const scratchBytes = new Uint8Array(scratch.buffer)

const setId = (random: Random): Step =>
  function setId(hit) {
    if (hit.event.id !== undefined) hit.id = hash64(hit.site.id, hit.event.id)
    else {
      scratchBytes.set(random.bytes(8))
      hit.id = scratch[0] ?? 0n
    }
    return null
  }

/** The sender's own id where the visitor may be recognised, else the browser's likeness of the day. */
const addVisitor = (salts: DailySalts): Step =>
  function addVisitor(hit) {
    const { event, site, door, ip, userAgent, time } = hit
    const isRecognised = mayBeRecognised(hit)
    const buyer = event.transaction_id === undefined ? undefined : door.buyers?.get(event.transaction_id)
    if (isRecognised || site.recognition === 'cookieless') hit.identities = identitiesOf(site.id, event.user)
    if (door.of) hit.visitor = door.of.visitor
    else if (event.visitor !== undefined && isRecognised) hit.visitor = hash64(site.id, event.visitor)
    else if (buyer !== undefined) hit.visitor = buyer
    else if (!door.trusted || ip !== '') {
      hit.visitor = salts.visitor(site, { ip, userAgent, time, receivedAt: door.receivedAt })
    } else if (hit.identities[0] !== undefined) hit.visitor = hit.identities[0].hash
    else if (event.session !== undefined) hit.visitor = hash64(site.id, `session:${event.session}`)
    else if (event.name === 'mention') hit.visitor = nobody
    // Nothing says who it was: somebody nobody else is.
    else hit.visitor = hash64(site.id, `event:${hit.id}`)
    return null
  }

/** What an erased person did before does not come back, however late it is sent. */
const dropErased = (erased: Erased): Step =>
  function dropErased(hit) {
    const { site, time, visitor, identities, event } = hit
    if (event.name === 'mention' && isErasedMention(erased, hit)) return 'erased'
    if (!erased.may(site.id, time)) return null
    const numbers = [visitor, ...identities.map(({ hash }) => hash)]
    return numbers.some((number) => erased.has(site.id, number, time)) ? 'erased' : null
  }

/** What was erased by its address does not come back whatever time it says; of its author, what was written before. */
const isErasedMention = (erased: Erased, { site, time, id, event }: Parameters<Step>[0]): boolean => {
  if (!erased.may(site.id, 0)) return false
  if (erased.has(site.id, id, 0)) return true
  const author = event.properties?.author
  return typeof author === 'string' && erased.has(site.id, authorNumber(site.id, author), time)
}

const redactTitle: Step = (hit) => {
  hit.title = hit.event.title === undefined ? '' : redactText(hit.event.title)
  return null
}

const readPage: Step = (hit) => {
  const { url, referrer } = hit.event
  hit.page = url === undefined || url === '' ? noPage : pageOf(url)
  if (referrer !== undefined && referrer !== '') hit.referrer = referrerOf(referrer)
  return null
}

const addDevice: Step = (hit) => {
  const { known } = hit.event
  const told = deviceOf(hit.userAgent)
  if (known === undefined || !hit.door.trusted) hit.device = told
  else {
    const { device, browser, browser_version, os, os_version } = known
    const given = { device, browser, browser_version, os, os_version }
    hit.device = {
      ...told,
      ...(Object.fromEntries(Object.entries(given).filter(([, fact]) => fact)) as Partial<Device>),
    }
  }
  return null
}

const addPlace = (places: Places): Step =>
  function addPlace(hit) {
    const { known } = hit.event
    hit.place =
      known?.country !== undefined && hit.door.trusted
        ? { country: known.country, region: known.region ?? '', city: known.city ?? '' }
        : places.of(hit.ip)
    return null
  }

const addSession = ({ sessions, asideSessions, unsettled, salts }: PipelineDeps): Step => {
  let touches = new RecentMap<string, Touch>(10_000)
  const rulesOf = new Map<string, SiteRules>()

  /** The same arrival is the same touch, so that a million sessions share a few thousand. */
  const touchFor = (site: Parameters<typeof isOnSite>[1], arrival: { url: string; referrer: string; app: string }) => {
    const { rules } = site
    if (rules && rulesOf.get(site.id) !== rules) {
      touches = new RecentMap(10_000)
      rulesOf.set(site.id, rules)
    }
    const key = `${site.id}\0${arrival.url}\0${arrival.referrer}\0${arrival.app}`
    const known = touches.get(key)
    if (known) return known
    const made = touchOf(readArrival(site, arrival))
    touches.set(key, made)
    return made
  }

  return function addSession(hit) {
    const { event, site, device, door } = hit
    if (door.of) {
      hit.session = door.of.session
      hit.touch = door.of.session.touch
      hit.evidence = evidenceBits.known | evidenceBits.sent
      return null
    }
    if (hit.visitor === nobody) {
      hit.session = visitOfNobody(hit.time)
      hit.touch = hit.session.touch
      return null
    }
    const rules = site.rules?.sessions ?? usualRules.sessions
    // The tag parts sessions by the usual rules; where the site has others, they decide.
    const isSent = event.session !== undefined && (door.trusted || isUsual(rules)) && mayBeRecognised(hit)
    const entry = door.trusted || isSent ? event.entry : undefined
    const level: Evidence = entry ? evidence.entry : event.url ? evidence.page : evidence.nothing
    const isCampaign = event.name === 'page_view' && hasCampaign(hit.page)
    const { session, touch, tie, isUnsettled } = (hit.aside === '' ? sessions : asideSessions).place({
      visitor: hit.visitor,
      time: hit.time,
      sent: isSent ? (event.session ?? '') : '',
      evidence: level,
      isCampaign,
      rules,
      ...(rules.at_midnight && { dayOf: (time: number) => salts.dayOf(site, time) }),
      touch: () =>
        touchFor(site, {
          url: entry ? entry.url : (event.url ?? ''),
          referrer: (entry ? entry.referrer : event.referrer) ?? '',
          // Without a page nothing is known of how somebody came.
          app: level === evidence.nothing ? '' : device.app,
        }),
    })
    hit.session = session
    hit.touch = touch
    hit.tie = tie
    hit.evidence =
      evidenceBits.known | level | (isCampaign ? evidenceBits.campaign : 0) | (isSent ? evidenceBits.sent : 0)
    if (hit.aside !== '') return null
    // All of the session: a sender's may have been named again days later.
    const { start, last } = session
    if (isUnsettled)
      unsettled.add(site.id, { visitor: hit.visitor, from: Math.min(start, hit.time), to: Math.max(last, hit.time) })
    // The tag's last half an hour, and are remembered longer; a server may name any.
    if (isSent && door.trusted && !session.isOpened) unsettled.addNamed(site.id, session.id, hit.visitor)
    return null
  }
}

const isUsual = (rules: SessionRules): boolean => {
  const usual = usualRules.sessions
  return (
    rules === usual ||
    (rules.gap_minutes === usual.gap_minutes &&
      rules.at_midnight === usual.at_midnight &&
      rules.on_campaign === usual.on_campaign)
  )
}

const hasCampaign = ({ utmSource, utmMedium, utmCampaign, clickIdKind }: Page): boolean =>
  utmSource !== '' || utmMedium !== '' || utmCampaign !== '' || clickIdKind !== ''

const readArrival = (
  site: Parameters<typeof isOnSite>[1],
  { url, referrer, app }: { url: string; referrer: string; app: string },
): Arrival => {
  const { host } = referrer === '' ? { host: '' } : referrerOf(referrer)
  const page = url === '' ? noPage : pageOf(url)
  const ownHost = page.host.replace(/:\d+$/, '')
  const isInternal = host !== '' && (host === ownHost || isOnSite(host, site))
  return { page, referrerHost: host, isInternal, app, ...(site.rules && { rules: site.rules }) }
}
