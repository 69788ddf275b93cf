import { LINK_PARAMETER } from '../../contract/tag.ts'
import { remember } from '../recent-map.ts'
import { clickIdKind } from '../source/click-id.ts'
import { isSecretName, redactedSecret, redactText } from './redact.ts'

/** A page address taken apart, without secrets, e-mail addresses, the tag's links and click ids (those have columns). */
export type Page = {
  /** Lower case with port, '' where there is none. */
  host: string
  path: string
  query: string
  utmSource: string
  utmMedium: string
  utmCampaign: string
  utmTerm: string
  utmContent: string
  clickIdKind: string
  clickId: string
}

export const noPage: Page = {
  host: '',
  path: '',
  query: '',
  utmSource: '',
  utmMedium: '',
  utmCampaign: '',
  utmTerm: '',
  utmContent: '',
  clickIdKind: '',
  clickId: '',
}

const CLICK_ID_CHARACTERS = 512
const CAMPAIGN_CHARACTERS = 200

const parseUrl = (text: string): URL | null => URL.parse(text) ?? URL.parse(text, 'http://_')

const campaignText = (value: string): string => redactText(value.trim().slice(0, CAMPAIGN_CHARACTERS)).toWellFormed()

const campaignFields = {
  utm_source: 'utmSource',
  utm_medium: 'utmMedium',
  utm_campaign: 'utmCampaign',
  utm_term: 'utmTerm',
  utm_content: 'utmContent',
} as const

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Reads the query into the page, and writes what may be kept of it back. */
const readQuery = (search: string, page: Page): string => {
  const kept: string[] = []
  let bestRank = Number.POSITIVE_INFINITY
  for (const pair of search.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '))
    const raw = equals < 0 ? '' : pair.slice(equals + 1)
    const key = name.toLowerCase()
    if (key === LINK_PARAMETER) continue
    const click = clickIdKind(key)
    if (click) {
      if (click.rank < bestRank && raw) {
        bestRank = click.rank
        page.clickIdKind = click.kind
        page.clickId = decode(raw).slice(0, CLICK_ID_CHARACTERS)
      }
      continue
    }
    if (key in campaignFields) {
      const field = campaignFields[key as keyof typeof campaignFields]
      const value = campaignText(decode(raw.replaceAll('+', ' ')))
      page[field] = field === 'utmSource' || field === 'utmMedium' ? value.toLowerCase() : value
    }
    kept.push(raw && isSecretName(name) ? `${pair.slice(0, equals)}=${redactedSecret}` : redactText(pair))
  }
  return kept.join('&')
}

/** Single-page applications route behind `#/` or `#!`; any other fragment is a place on the page. */
const routeOf = (hash: string): string => (/^#!?\//.test(hash) ? redactText(hash.split('?', 1)[0] ?? '') : '')

const parsePage = (text: string): Page => {
  const url = parseUrl(text)
  if (!url) return { ...noPage, path: redactText(text.split(/[?#]/, 1)[0] ?? '') }
  const page = { ...noPage }
  page.host = url.host === '_' ? '' : url.host
  page.path = redactText(decode(url.pathname)).toWellFormed() + routeOf(url.hash)
  const routeQuery = url.hash.startsWith('#') ? (url.hash.split('?')[1] ?? '') : ''
  if (url.search || routeQuery) {
    page.query = readQuery([url.search.slice(1), routeQuery].filter(Boolean).join('&'), page)
  }
  return page
}

export const pageOf = remember(parsePage, { limit: 10_000 })

export type Referrer = { host: string; text: string }

/** The referrer as kept: its host and path, its query without secrets. */
export const referrerOf = remember(
  (text: string): Referrer => {
    const url = URL.parse(text)
    if (!url) return { host: '', text: '' }
    const page = pageOf(text)
    const scheme = url.protocol === 'android-app:' ? 'android-app://' : `${url.protocol}//`
    return {
      host: url.hostname.toLowerCase(),
      text: `${scheme}${page.host}${page.path}${page.query ? `?${page.query}` : ''}`,
    }
  },
  { limit: 5_000 },
)
