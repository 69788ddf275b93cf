import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type SessionRules, usualRules } from '../../contract/site-rules.ts'
import { type Evidence, evidenceBits, Sessions } from '../sessions.ts'
import { type Touch, touchOf } from '../source/touch.ts'
import { noPage } from '../steps/page.ts'
import { replay, type Sighting } from './replay.ts'

const MINUTE = 60_000
const begin = Date.parse('2026-11-20T21:00:00Z')
const visitor = 7n
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

type Event = { n: number; minute: number; level: Evidence; source: string; isCampaign: boolean; sent: string }

const direct = touchOf({ page: noPage, referrerHost: '', isInternal: false, app: '' })
const touches = new Map<string, Touch>()
const fromSource = (source: string): Touch => {
  if (source === '') return direct
  const made = touches.get(source) ?? {
    ...{ channel: '', source, medium: '', campaign: '', term: '', content: '' },
    ...{ click_id_kind: '', click_id: '', landing_page: '' },
  }
  touches.set(source, made)
  return made
}

/** Rows as they are written on arrival, then put in order if anything said so. */
const arrive = (events: readonly Event[], rules: SessionRules): Map<number, Sighting> => {
  const sessions = new Sessions()
  const rows = new Map<number, Sighting>()
  let isUnsettled = false
  for (const { n, minute, level, source, isCampaign, sent } of events) {
    const time = begin + minute * MINUTE + n
    const placed = sessions.place({
      ...{ visitor, time, sent, evidence: level, isCampaign, rules, touch: () => fromSource(source) },
      ...(rules.at_midnight && { dayOf }),
    })
    isUnsettled ||= placed.isUnsettled
    const { session } = placed
    const bits = evidenceBits.known | (isCampaign ? evidenceBits.campaign : 0) | (sent === '' ? 0 : evidenceBits.sent)
    rows.set(n, {
      ...{ id: BigInt(n), time, session: session.id, started: Math.floor(session.openedAt / 1000) },
      ...{ opens: session.isOpened ? 0 : 1, evidence: bits | level, touch: placed.touch },
    })
    session.isOpened = true
  }
  if (!isUnsettled) return rows
  for (const correction of replay([...rows.values()], { visitor, since: 0, rules, dayOf })) {
    const row = rows.get(Number(correction.id))
    if (row) Object.assign(row, correction)
  }
  return rows
}

// A third of the gaps between neighbours is near half an hour.
const minute = fc.integer({ min: 0, max: 45 }).map((step) => step * 10)

/** A site without recognition: pages, and what a server tells without one. */
const nameless = fc
  .record({
    minute,
    level: fc.constantFrom<Evidence>(0, 1, 1, 1),
    source: fc.constantFrom('', 'google', 'tet', 'zalo'),
    campaign: fc.boolean(),
  })
  // Without a page nothing is known of where somebody came from.
  .map(({ campaign, ...one }) => ({
    ...one,
    ...{ source: one.level === 0 ? '' : one.source, sent: '' },
    isCampaign: campaign && one.level > 0 && one.source !== '',
  }))

/** The tag names its sessions and says where each began; the shop's server tells of the same visitor between. */
const recognised = fc.oneof(
  fc.record({ minute, sent: fc.constantFrom('one', 'other') }).map((one) => ({
    ...one,
    level: 2 as Evidence,
    source: one.sent === 'one' ? 'google' : 'zalo',
    isCampaign: false,
  })),
  minute.map((at) => ({ minute: at, level: 0 as Evidence, source: '', isCampaign: false, sent: '' })),
)
const events = fc.oneof(
  fc.array(nameless, { minLength: 2, maxLength: 12 }),
  fc.array(recognised, { minLength: 2, maxLength: 12 }),
)

const rules = fc.constantFrom<SessionRules>(
  usualRules.sessions,
  { gap_minutes: 30, at_midnight: true, on_campaign: false },
  { gap_minutes: 60, at_midnight: false, on_campaign: false },
)

it('tells the same sessions and touches of the same events, in whatever order they come', () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat(), { minLength: 12 }), rules, (given, dice, site) => {
      const all = given.map((one, n) => ({ ...one, n }))
      const inOrder = all.toSorted((one, other) => one.minute - other.minute || one.n - other.n)
      const shuffled = all.toSorted((one, other) => (dice[one.n] ?? 0) - (dice[other.n] ?? 0))
      const expected = arrive(inOrder, site)
      const found = arrive(shuffled, site)
      for (const { n } of all) expect(found.get(n)).toEqual(expected.get(n))
    }),
    { numRuns: 3_000 },
  )
})
