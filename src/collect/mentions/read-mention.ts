import { mentionLimits, type sentiments } from '../../contract/mention.ts'
import { knownSource } from '../source/site-kind.ts'
import { readTime } from '../steps/time.ts'
import { hashtagsIn, normalHashtags } from './hashtags.ts'
import { plainText } from './plain-text.ts'

/** A mention as it is understood, whatever way it came. */
export type Mention = {
  /** The sender's own id, '' without one. */
  id: string
  /** Undefined: when it arrived. */
  time: number | undefined
  network: string
  author: string
  link: string
  text: string
  hashtags: readonly string[]
  campaign: string
  sentiment: (typeof sentiments)[number] | undefined
  reach: number | undefined
}

export type Unreadable = { problem: string }
type Fields = Record<string, unknown>

/** What others call the same. */
const otherNames = {
  id: ['guid', 'post_id', 'mention_id'],
  time: ['date', 'published', 'published_at', 'created_at', 'timestamp'],
  network: ['source', 'platform', 'channel'],
  author: ['user', 'username', 'author_name', 'name'],
  link: ['url', 'permalink', 'href'],
  text: ['content', 'message', 'title', 'description', 'caption'],
  hashtags: ['tags'],
  campaign: [],
  sentiment: ['tone'],
  reach: ['followers', 'impressions', 'audience'],
} as const satisfies Record<keyof Mention, readonly string[]>

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

const fieldOf = (row: Fields, name: keyof Mention): unknown =>
  [name, ...otherNames[name]].map((key) => row[key]).find(isGiven)

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  // Some send the author as an object.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { name, username, text } = value as Fields
    return textOf(name ?? username ?? text)
  }
  return ''
}

const hostOf = (link: string): string => (URL.parse(link)?.hostname ?? '').replace(/^www\./, '')

/** Alert services send their readers through a page of their own. */
const wrapped = /^https?:\/\/(www\.)?google\.[a-z.]+\/url\?/

/** The page that is meant, or undefined when it is no address of one. */
export const readLink = (text: string): string | undefined => {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || text.length > 2_048) return undefined
  const inner = wrapped.test(text) ? (url.searchParams.get('url') ?? url.searchParams.get('q')) : null
  if (inner) return readLink(inner)
  for (const name of [...url.searchParams.keys()]) {
    if (/^(utm_\w+|fbclid|gclid|igsh(id)?|si|mc_[ce]id)$/.test(name)) url.searchParams.delete(name)
  }
  return url.href.replace(/\?$/, '')
}

const networkOf = (given: string, link: string): string => {
  const name = given.toLowerCase().slice(0, 60)
  if (name !== '') return knownSource(name)?.name ?? name
  const host = hostOf(link)
  return host === '' ? '' : (knownSource(host)?.name ?? host)
}

/** A word, or a number from −1 to 1. */
const sentimentOf = (value: unknown): Mention['sentiment'] | null => {
  if (!isGiven(value)) return undefined
  const number = typeof value === 'number' ? value : Number(value)
  if (Number.isFinite(number)) return number > 0.1 ? 'positive' : number < -0.1 ? 'negative' : 'neutral'
  const word = textOf(value).toLowerCase()
  if (/^pos/.test(word)) return 'positive'
  if (/^neg/.test(word)) return 'negative'
  return /^(neu|mixed|none)/.test(word) ? 'neutral' : null
}

/** Seconds and milliseconds since 1970, ISO with a zone, or the date of an e-mail; undefined: none is given. */
const timeOf = (value: unknown): number | undefined => {
  if (!isGiven(value)) return undefined
  const number = typeof value === 'number' ? value : /^\d{9,13}$/.test(textOf(value)) ? Number(value) : undefined
  if (number !== undefined) return number < 1e11 ? number * 1_000 : number
  const text = textOf(value)
  const iso = readTime(text)
  if (!Number.isNaN(iso)) return iso
  return /^[A-Za-z]{3},? \d/.test(text) ? Date.parse(text) : Number.NaN
}

const listOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.map(textOf)
  return textOf(value).split(/[\s,;]+/)
}

export const readMention = (input: unknown): Mention | Unreadable => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { problem: 'a mention is an object' }
  const row = input as Fields
  const of = (name: keyof Mention): unknown => fieldOf(row, name)
  const given = textOf(of('link'))
  const link = given === '' ? '' : readLink(given)
  if (link === undefined) return { problem: `link: "${given.slice(0, 100)}" is no address of a page` }
  const text = plainText(textOf(of('text')))
  if (link === '' && text === '') return { problem: 'a mention has a link or a text' }
  const time = timeOf(of('time'))
  if (Number.isNaN(time)) {
    return {
      problem: `time: "${textOf(of('time')).slice(0, 40)}" is no time with a zone, like 2026-11-22T09:30:00+07:00`,
    }
  }
  const sentiment = sentimentOf(of('sentiment'))
  if (sentiment === null) return { problem: 'sentiment: positive, neutral or negative, or a number from -1 to 1' }
  const reach = isGiven(of('reach')) ? Number(of('reach')) : undefined
  if (reach !== undefined && !(reach >= 0 && Number.isFinite(reach))) return { problem: 'reach: a number of people' }
  return {
    id: textOf(of('id')).slice(0, 500),
    time,
    network: networkOf(textOf(of('network')), link),
    author: plainText(textOf(of('author'))).slice(0, 200),
    link,
    text: text.slice(0, mentionLimits.textCharacters),
    hashtags: normalHashtags([...listOf(of('hashtags')), ...hashtagsIn(text)]),
    campaign: textOf(of('campaign')).slice(0, 200),
    sentiment,
    reach: reach === undefined ? undefined : Math.round(reach),
  }
}
