import { hash } from 'node:crypto'
import { epochToLocal } from '../platform/time-zone.ts'
import type { SiteFacts } from './door.ts'
import { RecentMap } from './recent-map.ts'

/** Kept durably by the control store, made when first asked for, and gone for good two days later. */
export type Salts = { saltOf(name: string): Promise<Uint8Array> }

const DAY_MS = 86_400_000
/** Every zone's offset, and every change of one, is a whole number of these. */
const QUARTER_MS = 900_000

/**
 * The secret of a site's day. A cookieless visitor is the same person until the site's midnight, and cannot be told from
 * any other afterwards: the salt of a past day is deleted.
 */
export class DailySalts {
  readonly #salts: Salts
  readonly #known = new RecentMap<string, string>(500)
  readonly #loading = new Map<string, Promise<void>>()
  /** By time zone, then quarter of an hour. */
  readonly #days = new Map<string, RecentMap<number, string>>()

  constructor(salts: Salts) {
    this.#salts = salts
  }

  /** Undefined when the salts for events that arrive now are at hand; else wait for them. */
  prepare(site: SiteFacts, now: number): Promise<void> | undefined {
    const today = this.#name(site, now)
    const yesterday = this.#name(site, now - DAY_MS)
    if (this.#known.get(today) !== undefined && this.#known.get(yesterday) !== undefined) return undefined
    return Promise.all([this.#load(today), this.#load(yesterday)]).then(() => undefined)
  }

  /** 64 bits that stand for one browser at one site on one day. Call `prepare` first. */
  visitor(site: SiteFacts, browser: { ip: string; userAgent: string; time: number; receivedAt: number }): bigint {
    const today = this.#name(site, browser.receivedAt)
    const ofEvent = this.#name(site, browser.time)
    const isYesterday = ofEvent !== today && ofEvent === this.#name(site, browser.receivedAt - DAY_MS)
    const salt = this.#known.get(isYesterday ? ofEvent : today)
    if (salt === undefined) throw new Error('prepare() was not awaited')
    const digest = hash('sha256', `${salt}\0${site.id}\0${browser.ip}\0${browser.userAgent}`, 'hex')
    return BigInt(`0x${digest.slice(0, 16)}`)
  }

  #name(site: SiteFacts, time: number): string {
    return `${site.id}:${this.dayOf(site, time)}`
  }

  /** The site's calendar day, like 2026-11-22. */
  dayOf(site: SiteFacts, time: number): string {
    const quarter = Math.floor(time / QUARTER_MS)
    let days = this.#days.get(site.timezone)
    if (days === undefined) {
      days = new RecentMap(1_000)
      this.#days.set(site.timezone, days)
    }
    const known = days.get(quarter)
    if (known !== undefined) return known
    const day = new Date(epochToLocal(quarter * QUARTER_MS, site.timezone)).toISOString().slice(0, 10)
    days.set(quarter, day)
    return day
  }

  #load(name: string): Promise<void> {
    const running = this.#loading.get(name)
    if (running) return running
    const loading = this.#salts
      .saltOf(name)
      .then((salt) => this.#known.set(name, Buffer.from(salt).toString('hex')))
      .finally(() => this.#loading.delete(name))
    this.#loading.set(name, loading)
    return loading
  }
}
