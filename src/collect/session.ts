import type { Touch } from './source/touch.ts'

/** A visit, as far as it is remembered. How events make one is in sessions.ts. */
export type Session = {
  id: bigint
  /** Time of the event that opened it; every row of the session carries it. */
  openedAt: number
  /** False until a row is written that says it opens the session. */
  isOpened: boolean
  /** Times of its earliest and latest events. */
  start: number
  last: number
  /** The sender's own id of the session, '' where the rules decide. */
  sent: string
  touch: Touch
  /** Time of the event that the touch was taken from. */
  touchAt?: number
  /** What the touch was taken from: the tag's word on where the session began beats a page, a page beats nothing. */
  evidence: Evidence
}

/** nothing: an event without a page. page: the first page seen. entry: the sender says where the session began. */
export type Evidence = 0 | 1 | 2

/** Of a visitor: the sessions, the time of the event that came last, its place among those of that time, the latest time. */
export type Known = { current: Session; earlier: Session[]; lastTs: number; tie: number; latest: number }
