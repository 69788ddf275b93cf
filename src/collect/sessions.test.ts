import { describe, expect, it } from 'vitest'
import { evidence, type SessionEvent, Sessions } from './sessions.ts'
import type { Touch } from './source/touch.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-11-20T12:00:00Z')
const touch = (source: string): Touch => ({
  channel: '',
  source,
  medium: '',
  campaign: '',
  term: '',
  content: '',
  click_id_kind: '',
  click_id: '',
  landing_page: '/',
})
const at = (minutes: number, more: Partial<SessionEvent> & { source?: string } = {}): SessionEvent => ({
  visitor: 7n,
  time: noon + minutes * MINUTE,
  sent: '',
  evidence: evidence.page,
  touch: () => touch(more.source ?? 'google'),
  ...more,
})

describe('sessions', () => {
  it('end after 30 minutes without an event', () => {
    const sessions = new Sessions()
    const first = sessions.place(at(0)).session.id
    expect(sessions.place(at(29)).session.id).toBe(first)
    expect(sessions.place(at(58)).session.id).toBe(first)
    expect(sessions.place(at(88)).session.id).not.toBe(first)
    expect(sessions.place(at(0, { visitor: 8n })).session.id).not.toBe(first)
  })

  it('keep their source when the campaign changes', () => {
    const sessions = new Sessions()
    sessions.place(at(0, { source: 'google' }))
    const { session } = sessions.place(at(5, { source: 'newsletter' }))
    expect(session.touch.source).toBe('google')
  })

  it('take their source from where the tag says they began, else from the first page', () => {
    const sessions = new Sessions()
    sessions.place(at(0, { evidence: evidence.nothing, source: 'direct' }))
    expect(sessions.place(at(1, { source: 'bing' })).session.touch.source).toBe('bing')
    expect(sessions.place(at(2, { evidence: evidence.entry, source: 'zalo' })).session.touch.source).toBe('zalo')
  })

  it('have the id that the sender gives, in whatever order events arrive', () => {
    const orders = [
      [0, 50, 10],
      [50, 10, 0],
    ].map((minutes) => {
      const sessions = new Sessions()
      return minutes.map((minute) => sessions.place(at(minute, { sent: 'abc' })).session.id)
    })
    expect(new Set(orders.flat()).size).toBe(1)
  })

  it('take in a late event that belongs to an earlier one', () => {
    const sessions = new Sessions()
    const morning = sessions.place(at(0)).session.id
    const noonSession = sessions.place(at(100)).session.id
    expect(sessions.place(at(10)).session.id).toBe(morning)
    expect(sessions.place(at(101)).session.id).toBe(noonSession)
  })

  it('tell events of the same millisecond apart by arrival', () => {
    const sessions = new Sessions()
    expect([at(0), at(0), at(0), at(1)].map((event) => sessions.place(event).tie)).toEqual([0, 1, 2, 0])
  })
})
