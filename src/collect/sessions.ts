import { hash64 } from './hash.ts'
import { RecentMap } from './recent-map.ts'
import type { Touch } from './source/touch.ts'

/** A session ends after this long without an event. */
export const SESSION_GAP_MS = 30 * 60_000
/** Sessions remembered of one visitor, so that a late event finds the one it belongs to. */
const SESSIONS_PER_VISITOR = 4

export type Session = {
  id: bigint
  /** Time of the event that opened it, which is the first to arrive; every row of the session carries it. */
  openedAt: number
  /** False until a row is written that says it opens the session. */
  isOpened: boolean
  /** Times of its earliest and latest events. */
  start: number
  last: number
  /** The sender's own id of the session, '' where the 30 minutes decide. */
  sent: string
  touch: Touch
  /** What the touch was taken from: the tag's word on where the session began beats a page, a page beats nothing. */
  evidence: Evidence
}

/** nothing: an event without a page. page: the first page seen. entry: the sender says where the session began. */
export type Evidence = 0 | 1 | 2
export const evidence = { nothing: 0, page: 1, entry: 2 } as const satisfies Record<string, Evidence>

type Known = { current: Session; earlier: Session[]; lastTs: number; tie: number }

export type SessionEvent = {
  visitor: bigint
  time: number
  sent: string
  evidence: Evidence
  touch: () => Touch
}

/**
 * Which session an event belongs to. A session id that the sender gives is taken as given (it saw the visitor's clock,
 * and so the order of arrival does not matter); without one, 30 minutes without an event part two sessions. A change of
 * campaign does not begin a new one (as in GA4).
 */
export class Sessions {
  readonly #visitors: RecentMap<bigint, Known>

  /** Visitors remembered: between this and twice this, about 0.3 kB each. */
  constructor(visitors = 150_000) {
    this.#visitors = new RecentMap(visitors)
  }

  /** The session, and the place among this visitor's events of the same millisecond. */
  place(event: SessionEvent): { session: Session; tie: number } {
    const known = this.#visitors.get(event.visitor)
    if (known === undefined) {
      const session = open(event)
      this.#visitors.set(event.visitor, { current: session, earlier: [], lastTs: event.time, tie: 0 })
      return { session, tie: 0 }
    }
    known.tie = known.lastTs === event.time ? Math.min(known.tie + 1, 65_535) : 0
    known.lastTs = event.time
    const found = find(known, event)
    if (found) return { session: extend(found, event), tie: known.tie }
    const session = open(event)
    if (session.last >= known.current.last) {
      known.earlier.unshift(known.current)
      known.current = session
    } else known.earlier.unshift(session)
    if (known.earlier.length >= SESSIONS_PER_VISITOR) known.earlier.pop()
    return { session, tie: known.tie }
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
    for (const session of [known.current, ...known.earlier]) {
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
      this.#visitors.set(visitor, { current: session, earlier: [], lastTs: session.last, tie: 0 })
      return
    }
    if (known.current.id === session.id || known.earlier.some(({ id }) => id === session.id)) return
    if (session.last >= known.current.last) {
      known.earlier.unshift(known.current)
      known.current = session
    } else known.earlier.unshift(session)
    if (known.earlier.length >= SESSIONS_PER_VISITOR) known.earlier.pop()
  }
}

const sessionId = ({ visitor, time, sent }: SessionEvent): bigint =>
  sent === '' ? hash64(visitor.toString(16), time.toString(16)) : sentSessionId(visitor, sent)

export const sentSessionId = (visitor: bigint, sent: string): bigint => hash64(visitor.toString(16), `sent:${sent}`)

const open = (event: SessionEvent): Session => ({
  id: sessionId(event),
  openedAt: event.time,
  isOpened: false,
  start: event.time,
  last: event.time,
  sent: event.sent,
  touch: event.touch(),
  evidence: event.evidence,
})

export const isNear = (session: Pick<Session, 'start' | 'last'>, time: number): boolean =>
  time > session.start - SESSION_GAP_MS && time < session.last + SESSION_GAP_MS

const find = ({ current, earlier }: Known, { time, sent, visitor }: SessionEvent): Session | undefined => {
  if (sent !== '') {
    const id = current.sent === sent ? current.id : sentSessionId(visitor, sent)
    return current.id === id ? current : earlier.find((session) => session.id === id)
  }
  return isNear(current, time) ? current : earlier.find((session) => isNear(session, time))
}

const extend = (session: Session, event: SessionEvent): Session => {
  if (event.time < session.start) session.start = event.time
  if (event.time > session.last) session.last = event.time
  if (event.evidence > session.evidence) {
    session.touch = event.touch()
    session.evidence = event.evidence
  }
  return session
}
