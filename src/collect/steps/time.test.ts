import { describe, expect, it } from 'vitest'
import type { Door, SiteFacts } from '../door.ts'
import { newHit } from '../hit.ts'
import { readTime, setTime, skewOf } from './time.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const site: SiteFacts = { id: 's', domains: [], timezone: 'UTC', currency: 'USD', recognition: 'full', demo: false }

const told = (
  time: string | number | undefined,
  { trusted = false, sentAt }: { trusted?: boolean; sentAt?: number } = {},
) => {
  const door: Door = { origin: 'tag', ip: '', userAgent: '', pageUrl: '', trusted, receivedAt: now }
  const hit = newHit(null, { index: 0, door, site, skew: skewOf(sentAt, now) })
  hit.event = { name: 'x', time }
  const reason = setTime(hit)
  return reason ?? hit.time - now
}

describe('the time of an event', () => {
  it('is the arrival where none is told', () => {
    expect(told(undefined)).toBe(0)
  })

  it('may be 72 hours ago from the tag, and any from a trusted sender', () => {
    expect(told(now - 72 * HOUR)).toBe(-72 * HOUR)
    expect(told(now - 72 * HOUR - 1)).toBe('time_too_old')
    expect(told('1997-01-01T00:00:00Z', { trusted: true })).toBeLessThan(0)
    expect(told('1969-12-31T00:00:00Z', { trusted: true })).toBe('bad_time')
  })

  it('is now when it is a little ahead, and dropped when it is far ahead', () => {
    expect(told(now + 60_000)).toBe(0)
    expect(told(now + 6 * 60_000)).toBe('time_in_future')
    expect(told(now + 6 * 60_000, { trusted: true })).toBe('time_in_future')
  })

  it("is corrected for the sender's clock, but not for the way", () => {
    expect(told(now + 24 * HOUR - 5_000, { sentAt: now + 24 * HOUR })).toBe(-5_000)
    expect(told(now - 100 * 24 * HOUR, { sentAt: now - 100 * 24 * HOUR + 1_000 })).toBe(-1_000)
    expect(told(now - 5_000, { sentAt: now - 3_000 })).toBe(-5_000)
  })

  it.each([
    ['2026-11-20T12:00:00Z', now],
    ['2026-11-20T19:00:00+07:00', now],
    ['2026-11-20 12:00:00 UTC', now],
    ['2026-11-20T12:00:00.250Z', now + 250],
    ['2026-11-20T12:00Z', now],
    ['2026-11-20T19:00:00+0700', now],
    ['2026-11-20T19:00:00+07', now],
  ])('reads %s', (text, expected) => {
    expect(readTime(text)).toBe(expected)
  })

  it.each(['2026-11-20T12:00:00', '20/11/2026', 'yesterday', '', '2026-13-45T99:00:00Z'])(
    'does not guess %s',
    (text) => {
      expect(told(text)).toBe('bad_time')
    },
  )
})
