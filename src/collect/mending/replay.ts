import type { SessionRules } from '../../contract/site-rules.ts'
import { type Evidence, evidence, evidenceBits, type Session, Sessions, sentSessionId } from '../sessions.ts'
import { type Touch, touchOf } from '../source/touch.ts'
import { noPage } from '../steps/page.ts'

/** A stored event, as far as its session is concerned. */
export type Sighting = {
  id: bigint
  time: number
  session: bigint
  /** Seconds, as stored. */
  started: number
  opens: 0 | 1
  evidence: number
  touch: Touch
}

/** How a row has to be told: what differs from what is stored. */
export type Correction = { id: bigint; time: number; session: bigint; started: number; opens: 0 | 1; touch: Touch }

export const touchColumns = [
  'channel',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'click_id_kind',
  'click_id',
  'landing_page',
] as const satisfies readonly (keyof Touch)[]

const inOrder = (one: Sighting, other: Sighting): number =>
  one.time - other.time || other.evidence - one.evidence || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

const second = (ms: number): number => Math.floor(ms / 1000)
const isSameTouch = (one: Touch, other: Touch): boolean => touchColumns.every((name) => one[name] === other[name])

/** Of an event without a page: its row may tell the touch of a session that it is not part of any more. */
const noTouch = touchOf({ page: noPage, referrerHost: '', isInternal: false, app: '' })

/** Rows of an earlier Minnow keep their session and its touch. */
const isKnown = (row: Sighting): boolean => (row.evidence & evidenceBits.known) !== 0
const isSent = (row: Sighting): boolean => !isKnown(row) || (row.evidence & evidenceBits.sent) !== 0
const levelOf = (row: Sighting): Evidence => (isKnown(row) ? ((row.evidence & 3) as Evidence) : evidence.entry)
const nameOf = (row: Sighting): string => (isSent(row) ? `stored:${row.session}` : '')

/** A session that began before the events that were read: it stays what it is. */
const goesOn = (visitor: bigint, sightings: readonly Sighting[], since: number): Session | undefined => {
  const [first] = sightings
  if (first === undefined || first.started >= second(since)) return undefined
  const { session, started, touch, time } = first
  const told = sightings.filter((sighting) => sighting.session === session)
  const sent = nameOf(first)
  const start = started * 1000
  return {
    id: sent === '' ? session : sentSessionId(visitor, sent),
    ...{ openedAt: start, isOpened: true, start, last: time, sent, touch, touchAt: start },
    evidence: Math.max(...told.map(levelOf)) as Evidence,
  }
}

/**
 * Tells one visitor's events again in order of time, as if they had come so, and says which rows differ. Each row keeps
 * what it knew of its session by itself; a row that knew the most stored its own touch, so nothing is lost by that.
 */
export const replay = (
  sightings: readonly Sighting[],
  {
    visitor,
    since,
    rules,
    dayOf,
  }: { visitor: bigint; since: number; rules: SessionRules; dayOf: (time: number) => string },
): Correction[] => {
  const ordered = sightings.toSorted(inOrder)
  const sessions = new Sessions()
  const before = goesOn(visitor, ordered, since)
  if (before) sessions.restore(visitor, before)
  const placed = ordered.map((sighting) => {
    const { session } = sessions.place({
      visitor,
      time: sighting.time,
      sent: nameOf(sighting),
      evidence: levelOf(sighting),
      isCampaign: (sighting.evidence & evidenceBits.campaign) !== 0,
      rules,
      ...(rules.at_midnight && { dayOf }),
      touch: () => (levelOf(sighting) === evidence.nothing ? noTouch : sighting.touch),
    })
    return { sighting, session }
  })
  const opened = new Set<Session>(before ? [before] : [])
  return placed.flatMap(({ sighting, session }) => {
    const name = session.sent === '' ? session.id : BigInt(session.sent.slice('stored:'.length))
    const opens = opened.has(session) ? 0 : 1
    opened.add(session)
    const started = second(session.openedAt)
    const { id: row, time, touch } = sighting
    const isSame =
      sighting.session === name &&
      sighting.started === started &&
      sighting.opens === opens &&
      isSameTouch(touch, session.touch)
    return isSame ? [] : [{ id: row, time, session: name, started, opens, touch: session.touch }]
  })
}
