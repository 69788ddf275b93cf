import { describe, expect, it } from 'vitest'
import { DailySalts } from './daily-salts.ts'
import type { SiteFacts } from './door.ts'

const site = (timezone: string, id = 'shop'): SiteFacts => ({
  id,
  domains: [],
  timezone,
  currency: 'VND',
  recognition: 'cookieless',
  demo: false,
})
const browser = { ip: '203.113.131.1', userAgent: 'Firefox' }
const made = new Map<string, Uint8Array>()
const saltOf = async (name: string): Promise<Uint8Array> => {
  const salt = made.get(name) ?? crypto.getRandomValues(new Uint8Array(32))
  made.set(name, salt)
  return salt
}

const visitorAt = async (
  of: SiteFacts,
  when: string,
  { happened = when, ...more }: { happened?: string; ip?: string; userAgent?: string } = {},
): Promise<bigint> => {
  const salts = new DailySalts({ saltOf })
  const receivedAt = Date.parse(when)
  await salts.prepare(of, receivedAt)
  return salts.visitor(of, { ...browser, ...more, time: Date.parse(happened), receivedAt })
}

describe('a cookieless visitor', () => {
  const vietnam = site('Asia/Ho_Chi_Minh')

  it("is the same until the site's midnight, over a restart, and nobody known after it", async () => {
    const morning = await visitorAt(vietnam, '2026-11-20T00:00:00+07:00')
    expect(await visitorAt(vietnam, '2026-11-20T23:59:59+07:00')).toBe(morning)
    expect(await visitorAt(vietnam, '2026-11-21T00:00:00+07:00')).not.toBe(morning)
  })

  it('is another on another site, at another address, with another browser', async () => {
    const when = '2026-11-20T12:00:00+07:00'
    const visitors = await Promise.all([
      visitorAt(vietnam, when),
      visitorAt(site('Asia/Ho_Chi_Minh', 'other'), when),
      visitorAt(vietnam, when, { ip: '203.113.131.2' }),
      visitorAt(vietnam, when, { userAgent: 'Chrome' }),
    ])
    expect(new Set(visitors).size).toBe(4)
  })

  it('belongs to the day of the event when it arrives just after midnight', async () => {
    const before = await visitorAt(vietnam, '2026-11-20T23:50:00+07:00')
    expect(await visitorAt(vietnam, '2026-11-21T00:01:00+07:00', { happened: '2026-11-20T23:59:00+07:00' })).toBe(
      before,
    )
  })
})
