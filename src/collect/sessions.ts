import type { SessionRules } from '../contract/site-rules.ts'
import { nobody } from '../events/index.ts'
import { hash64 } from './hash.ts'
import type { Evidence, Known, Session } from './session.ts'
import { noTouch, type Touch } from './source/touch.ts'
import { SENT_BEFORE, VisitorMemory } from './visitor-memory.ts'

/** A session usually ends after this long without an event. */
export const SESSION_GAP_MS = 30 * 60_000
/** Sessions remembered of one visitor, so that a late event finds the one it belongs to. */
const SESSIONS_PER_VISITOR = 4

export type { Evidence, Session }

export const evidence = { nothing: 0, page: 1, entry: 2 } as const satisfies Record<string, Evidence>

/** What each row keeps of that, besides the two lowest bits. `known`: written by a Minnow that keeps it. */
export const evidenceBits = { campaign: 4, sent: 8, known: 16 } as const

export type SessionEvent = {
  visitor: bigint
  time: number
  sent: string
  evidence: Evidence
  /** It arrived by a campaign: UTM values or a click id. */
  isCampaign?: boolean
  /** The site's day of a time, where midnight ends sessions. */
  dayOf?: (time: number) => string
  touch: () => Touch
  /** Default: 30 minutes, nothing else. */
  rules?: SessionRules
}

export type Placed = {
  session: Session
  /** What the row says: of an event that came late its own touch, so that its session can be told again. */
  touch: Touch
  /** The place among this visitor's events of the same millisecond. */
  tie: number
  /** Whether rows that are written already would be told otherwise now: see mending/. */
  isUnsettled: boolean
}

/**
 * Which session an event belongs to. A session id that the sender gives is taken as given; without one, a pause parts
 * two sessions, and so do midnight and another campaign where the site's rules say so. Events in order of time make
 * sessions that stay; one that comes late may join two, begin one earlier or tell where it came from, and then what is
 * written is put in order afterwards.
 */
export class Sessions {
  readonly #visitors: VisitorMemory

  /** Visitors remembered, about 100 bytes each. So many in half an hour are nearly three hundred million a month. */
  constructor(visitors = 200_000) {
    this.#visitors = new VisitorMemory(visitors)
  }

  place(event: SessionEvent): Placed {
    const known = this.#visitors.get(event.visitor)
    if (known === undefined) {
      const session = open(event)
      this.#visitors.set(event.visitor, {
        current: session,
        earlier: [],
        lastTs: event.time,
        tie: 0,
        latest: event.time,
      })
      return { session, touch: session.touch, tie: 0, isUnsettled: false }
    }
    known.tie = known.lastTs === event.time ? Math.min(known.tie + 1, 65_535) : 0
    known.lastTs = event.time
    const isLate = event.time < known.latest
    if (!isLate) known.latest = event.time
    const found = find(known, event)
    const isBetween =
      isLate && all(known).some((session) => session !== found && isNear(session, event.time, gapOf(event)))
    if (found) {
      const isEarlier = event.time < found.start
      const isTold = extend(found, event)
      // A sender's session may have had a pause in it, which would have kept the event out.
      const isGuest = isLate && event.sent === '' && found.sent !== ''
      const isUnsettled = isEarlier || isTold || isBetween || isGuest || (isLate && event.isCampaign === true)
      return { session: found, touch: isUnsettled ? event.touch() : found.touch, tie: known.tie, isUnsettled }
    }
    const session = open(event)
    add(known, session)
    // Nothing that is remembered has room for it; what is forgotten may have.
    return { session, touch: session.touch, tie: known.tie, isUnsettled: isLate }
  }

  /** What said that it opens a session was not stored: the next event opens it. */
  reopen(visitor: bigint, id: bigint): void {
    const known = this.#visitors.get(visitor)
    const session = known && all(known).find((one) => one.id === id)
    if (session) session.isOpened = false
  }

  forget(visitor: bigint): void {
    this.#visitors.delete(visitor)
  }

  knows(visitor: bigint): boolean {
    return this.#visitors.get(visitor) !== undefined
  }

  /** True once a visitor may have been forgotten for want of room. */
  get hasForgotten(): boolean {
    return this.#visitors.hasForgotten
  }

  /** A session turned out to be one that another collector had opened. */
  join(visitor: bigint, from: bigint, to: Session): void {
    const known = this.#visitors.get(visitor)
    if (known === undefined) return
    for (const session of all(known)) {
      if (session.id !== from) continue
      const { id, openedAt, touch, evidence: found } = to
      session.id = id
      session.openedAt = openedAt
      session.isOpened = true
      session.start = Math.min(session.start, to.start)
      session.last = Math.max(session.last, to.last)
      if (found < session.evidence) continue
      session.touch = touch
      session.evidence = found
    }
  }

  /** A session that is stored, but not remembered. */
  restore(visitor: bigint, session: Session): void {
    const known = this.#visitors.get(visitor)
    if (known === undefined) {
      const { last } = session
      this.#visitors.set(visitor, { current: session, earlier: [], lastTs: last, tie: 0, latest: last })
      return
    }
    known.latest = Math.max(known.latest, session.last)
    if (all(known).some(({ id }) => id === session.id)) return
    add(known, session)
  }
}

const all = ({ current, earlier }: Known): Session[] => [current, ...earlier]

const add = (known: Known, session: Session): void => {
  if (session.last >= known.current.last) {
    known.earlier.unshift(known.current)
    known.current = session
  } else known.earlier.unshift(session)
  if (known.earlier.length >= SESSIONS_PER_VISITOR) known.earlier.pop()
}

const sessionId = ({ visitor, time, sent }: SessionEvent): bigint =>
  sent === '' ? derivedSessionId(visitor, time) : sentSessionId(visitor, sent)

/** Of a session that the rules made: by the event that opened it. */
export const derivedSessionId = (visitor: bigint, time: number): bigint =>
  hash64(visitor.toString(16), time.toString(16))
export const sentSessionId = (visitor: bigint, sent: string): bigint => hash64(visitor.toString(16), `sent:${sent}`)

/** Where a row needs a session and there was none: it is never remembered, and no row opens it. */
export const visitOfNobody = (time: number): Session => ({
  ...{ id: nobody, openedAt: time, isOpened: true, start: time, last: time },
  ...{ sent: '', touch: noTouch, evidence: evidence.nothing },
})

const open = (event: SessionEvent): Session => ({
  id: sessionId(event),
  openedAt: event.time,
  isOpened: false,
  start: event.time,
  last: event.time,
  sent: event.sent,
  touch: event.touch(),
  touchAt: event.time,
  evidence: event.evidence,
})

const gapOf = ({ rules }: SessionEvent): number => (rules ? rules.gap_minutes * 60_000 : SESSION_GAP_MS)

export const isNear = (session: Pick<Session, 'start' | 'last'>, time: number, gapMs = SESSION_GAP_MS): boolean =>
  time > session.start - gapMs && time < session.last + gapMs

const isSameCampaign = (one: Touch, other: Touch): boolean =>
  one.source === other.source &&
  one.medium === other.medium &&
  one.campaign === other.campaign &&
  one.click_id === other.click_id

/** Whether the event may be part of a session: near enough, the same day, and not by another campaign. */
const fits = (session: Session, event: SessionEvent): boolean => {
  if (!isNear(session, event.time, gapOf(event))) return false
  if (event.dayOf && event.dayOf(event.time) !== event.dayOf(session.start)) return false
  if (event.isCampaign !== true || event.rules?.on_campaign !== true || session.evidence === evidence.nothing)
    return true
  return isSameCampaign(session.touch, event.touch())
}

const find = (known: Known, event: SessionEvent): Session | undefined => {
  const { current, earlier } = known
  if (event.sent !== '') {
    if (current.sent === event.sent) return current
    const id = sentSessionId(event.visitor, event.sent)
    if (current.id !== id) return earlier.find((session) => session.id === id)
    if (current.sent === SENT_BEFORE) current.sent = event.sent
    return current
  }
  return fits(current, event) ? current : earlier.find((session) => fits(session, event))
}

/** Answers whether the session's touch is another one now. */
const extend = (session: Session, event: SessionEvent): boolean => {
  if (event.time < session.start) session.start = event.time
  if (event.time > session.last) session.last = event.time
  const isEarlier = event.evidence === session.evidence && event.time < (session.touchAt ?? session.start)
  if (event.evidence < session.evidence || (event.evidence === session.evidence && !isEarlier)) return false
  const touch = event.touch()
  const isSame = touch === session.touch
  session.touch = touch
  session.touchAt = event.time
  session.evidence = event.evidence
  return !isSame
}
