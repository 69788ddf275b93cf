import { beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS } from './calendar.ts'
import { parameters } from './parameters.ts'
import type { Simulation } from './simulate.ts'
import { type Truth, truthOf } from './truth.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const history: Simulation = { seed: 7, from: now - 90 * DAY_MS, to: now, timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' }
const checkout = ['begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase']

let truth: Truth
beforeAll(() => {
  truth = truthOf(history)
})

/** Four standard errors of a share around its true value: wrong once in 16,000 times by chance. */
const expectShare = (successes: number, trials: number, probability: number): void => {
  const error = 4 * Math.sqrt((probability * (1 - probability)) / trials)
  expect(Math.abs(successes / trials - probability)).toBeLessThan(error)
}

describe('ninety days of the demo shop', () => {
  it('are as large as a small shop is', () => {
    const full = truth.days.slice(1, -1)
    const isSale = ({ label }: { label: string }) => truth.broken.days.includes(label)
    expect(full.every((day) => day.sessions > 240 && day.sessions < (isSale(day) ? 1_000 : 640))).toBe(true)
    expect(truth.events).toBeGreaterThan(150_000)
    expect(truth.events).toBeLessThan(260_000)
    expect(truth.purchases).toBeGreaterThan(700)
    expect(truth.seasons).toContain('Mid-Autumn')
  })

  it('keep to their parameters', () => {
    const { names } = truth
    const events = (name: string): number => names[name]?.events ?? 0
    expectShare(events('add_shipping_info'), events('begin_checkout') - brokenEntrants(), parameters.givesShipping)
    expectShare(events('add_payment_info'), events('add_shipping_info'), parameters.givesPayment)
    expectShare(events('purchase'), events('add_payment_info'), parameters.pays)
    expectShare(events('video_start'), events('view_item'), parameters.startsVideo)
    expectShare(events('add_to_wishlist'), events('view_item'), parameters.savesItem)
    expectShare(events('video_complete'), events('video_start'), parameters.reachesNextMark ** 6)
  })

  it('have sums that agree with each other', () => {
    const total = (
      sums: Record<string, { purchases: number; sessions: number; net: number }>,
      key: 'purchases' | 'sessions' | 'net',
    ) => Object.values(sums).reduce((sum, each) => sum + each[key], 0)
    for (const groups of [truth.channels, truth.countries, truth.browsers]) {
      expect(total(groups, 'purchases')).toBe(truth.purchases)
      expect(total(groups, 'sessions')).toBe(truth.sessions)
      expect(total(groups, 'net')).toBe(truth.net)
    }
    expect(truth.days.reduce((sum, day) => sum + day.events, 0)).toBe(truth.events - truth.repeats)
    expect(truth.people).toBe(truth.visitors - truth.joined)
    expect(truth.joined).toBeGreaterThan(10)
    expect(truth.repeats).toBeGreaterThan(0)
    expect(truth.wholeRefunds).toBeGreaterThan(truth.partRefunds)
    expect(truth.partRefunds).toBeGreaterThan(0)
  })

  it('come through channels of different quality', () => {
    const rate = (channel: string): number => {
      const sums = truth.channels[channel]
      return sums ? sums.buyers / sums.people : 0
    }
    expect(rate('Email')).toBeGreaterThan(2 * rate('Organic Search'))
    expect(rate('Organic Search')).toBeGreaterThan(1.5 * rate('Paid Social'))
    expect(Object.keys(truth.channels).sort()).toEqual([
      'AI Assistant',
      'Direct',
      'Email',
      'LINE',
      'Organic Search',
      'Organic Social',
      'Paid Search',
      'Paid Social',
      'Referral',
      'Zalo',
    ])
  })

  it('have a checkout that breaks for two days, on Safari of iPhones only', () => {
    expect(truth.broken.days).toEqual(['2026-11-13', '2026-11-14'])
    const [began, gaveShipping] = funnelOn(true, true)
    expect(began).toBeGreaterThan(20)
    expect(gaveShipping).toBe(0)
    for (const [days, browser] of [
      [true, false],
      [false, true],
    ] as const) {
      const [entered = 0, went = 0] = funnelOn(days, browser)
      expect(went / entered).toBeGreaterThan(0.6)
    }
    expect(truth.names.form_failed?.events).toBeGreaterThan(20)
  })

  it('are busier at weekends than on Tuesdays', () => {
    const mean = (...weekdays: number[]): number => {
      const days = truth.days.slice(1, -1).filter(({ label }) => weekdays.includes(new Date(label).getUTCDay()))
      return days.reduce((sum, { sessions }) => sum + sessions, 0) / days.length
    }
    expect(mean(6, 0)).toBeGreaterThan(1.08 * mean(2))
  })
})

const isBrokenDay = (time: number): boolean =>
  truth.broken.days.includes(new Date(time + 7 * 3_600_000).toISOString().slice(0, 10))

const brokenEntrants = (): number => funnelOn(true, true)[0] ?? 0

/** On broken days or others, on the broken browser or others. */
const funnelOn = (days: boolean, browser: boolean): number[] =>
  truth
    .funnel({
      steps: checkout,
      windowMs: DAY_MS,
      per: 'session',
      entry: ({ event, device }) =>
        isBrokenDay(event.time) === days &&
        (device.browser === truth.broken.browser && device.device === truth.broken.device) === browser,
    })
    .map(({ people }) => people)
