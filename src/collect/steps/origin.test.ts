import { describe, expect, it } from 'vitest'
import type { Door, SiteFacts } from '../door.ts'
import { newHit } from '../hit.ts'
import { checkOrigin } from './origin.ts'

const site: SiteFacts = {
  id: 's',
  domains: ['shop.example', 'localhost:3000'],
  timezone: 'UTC',
  currency: 'USD',
  recognition: 'full',
  demo: false,
}

type From = { page?: string; url?: string; ip?: string; trusted?: boolean; demo?: boolean }

const from = ({ page = '', url, ip = '203.0.113.7', trusted = false, demo = false }: From): string | null => {
  const door: Door = { origin: 'tag', ip, userAgent: '', pageUrl: page, trusted, receivedAt: 0 }
  const hit = newHit(null, { index: 0, door, site: { ...site, demo }, skew: 0 })
  hit.event = { name: 'page_view', url }
  return checkOrigin(hit)
}

describe('the origin of an event', () => {
  it.each([
    { page: 'https://shop.example' },
    { page: 'https://www.shop.example', url: 'https://checkout.shop.example/pay' },
    { page: 'https://shop.example:8443' },
    { page: 'http://localhost:3000' },
    {},
    { page: 'null' },
    { page: 'https://elsewhere.example', trusted: true },
    { page: 'https://elsewhere.example', demo: true },
    { page: 'http://localhost:5173', ip: '127.0.0.1' },
    { page: 'http://localhost:5173', ip: '::1', url: 'http://localhost:5173/a' },
  ])('%o is let through', (sender) => {
    expect(from(sender)).toBeNull()
  })

  it.each([
    { page: 'https://elsewhere.example' },
    { page: 'https://shop.example.evil.example' },
    { page: 'https://notshop.example' },
    { page: 'https://shop.example', url: 'https://elsewhere.example/' },
    { url: 'https://elsewhere.example/' },
    { page: 'http://localhost:3001' },
    { page: 'https://elsewhere.example', ip: '127.0.0.1' },
  ])('%o is not', (sender) => {
    expect(from(sender)).toBe('origin_not_allowed')
  })
})
