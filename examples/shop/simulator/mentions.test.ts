import { describe, expect, it, test } from 'vitest'
import { GiveawaySettings } from '../../../src/contract/mention.ts'
import { giveawayOf, mentionsOf } from './mentions.ts'
import { simulate } from './simulate.ts'

const DAY_MS = 86_400_000
const to = Date.parse('2026-11-22T00:00:00+07:00')
const setting = { seed: 7, timezone: 'Asia/Ho_Chi_Minh', from: to - 40 * DAY_MS, to, end: to }

describe('what is written about the demo shop', () => {
  it('is the same in pieces as in one, each with a link of its own', () => {
    const whole = mentionsOf(setting)
    const middle = to - 13.4 * DAY_MS
    expect([...mentionsOf({ ...setting, to: middle }), ...mentionsOf({ ...setting, from: middle })]).toEqual(whole)
    expect(whole.length).toBeGreaterThan(60)
    expect(new Set(whole.map(({ link }) => link)).size).toBe(whole.length)
  })

  it('has entries of the give-away in its days alone', () => {
    const { first_day, last_day, hashtags } = GiveawaySettings.parse(giveawayOf(setting))
    const entries = mentionsOf(setting).filter(({ text }) => text.includes(hashtags[0] ?? '-'))
    const days = entries.map(({ time }) => new Date(time + 7 * 3_600_000).toISOString().slice(0, 10))
    expect(entries.length).toBeGreaterThan(20)
    expect(days.every((day) => day >= first_day && day <= last_day)).toBe(true)
  })
})

const events = [...simulate({ ...setting, currency: 'VND', from: to - 12 * DAY_MS })]

describe('links that people share', () => {
  const shared = events.filter(({ name }) => name === 'share').map(({ properties }) => properties?.share_id)
  const followed = events.flatMap(({ name, url = '' }) =>
    name === 'page_view' && url.includes('mnw_share=') ? [new URL(url).searchParams.get('mnw_share')] : [],
  )

  it('have an id each, and some bring others', () => {
    expect(new Set(shared).size).toBe(shared.length)
    expect(followed.length).toBeGreaterThan(10)
    // Links of the days before the stretch go round in it, too.
    expect(followed.filter((id) => shared.includes(id ?? '')).length).toBeGreaterThan(followed.length / 2)
  })
})

test('chats are told of after a tap, on LINE and Messenger alone', () => {
  const chats = events.filter(({ name }) => name === 'contact_confirmed')
  expect(new Set(chats.map(({ properties }) => properties?.method))).toEqual(new Set(['line', 'messenger']))
  for (const { session, time } of chats) {
    const taps = events.filter((event) => event.name === 'contact' && event.session === session)
    expect(taps.some((tap) => Number(tap.time) < Number(time))).toBe(true)
  }
})
