// What a link to another of the site's own domains carries: who the visitor is, for a moment and for this browser. Pure.

/** `last` is the time of the visitor's last event, in base 36 as in the cookie. */
export type Carried = { visitor: string; session: string; last: string; entry?: { url: string; referrer?: string } }
type Moment = { browser: string; now: number }

const longestAgeMs = 12e4
/** Where the browser does not say which page the link stood on, it may have been copied. */
const longestAgeAloneMs = 15e3
/** Where the visit began is left out when it would make the address long. */
const entryCharacters = 700

/** FNV-1a, 32 bits: keeps what was copied into another browser or was cut off from counting. It keeps no secret. */
const checkOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}

const base64Of = (text: string): string => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
const textOf = (base64: string): string => atob(base64.replace(/-/g, '+').replace(/_/g, '/'))

/** Addresses are ASCII; what is not says nothing. */
const entryText = ({ entry }: Carried): string => {
  try {
    const text = entry ? base64Of(JSON.stringify([entry.url, entry.referrer])) : ''
    return text.length > entryCharacters ? '' : text
  } catch {
    return ''
  }
}

const entryOf = (text: string): Carried['entry'] => {
  const [url, referrer] = JSON.parse(textOf(text))
  return { url, referrer: referrer ?? undefined }
}

/** Letters, digits, `_` and `-` only: as a fragment it is a selector that no page chokes on. */
export const tokenOf = (carried: Carried, { browser, now }: Moment): string => {
  const { visitor, session, last } = carried
  const content = [now.toString(36), visitor, session, last, entryText(carried)].join('-')
  return `${checkOf(content + browser)}-${content}`
}

/** Undefined for what is too old, was changed, or comes from another browser. */
export const readToken = (token: string, moment: Moment & { isReferred: boolean }): Carried | undefined => {
  const { browser, now, isReferred } = moment
  const [, check, content = '', made, visitor = '', session = '', last = '', entry] =
    /^(\w+)-((\w+)-(\w+)-(\w+)-(\w+)-([\w-]*))$/.exec(token) || []
  const ageMs = now - parseInt(`${made}`, 36)
  if (!(ageMs >= 0 && ageMs <= (isReferred ? longestAgeMs : longestAgeAloneMs))) return undefined
  if (check !== checkOf(content + browser)) return undefined
  return { visitor, session, last, ...(entry && { entry: entryOf(entry) }) }
}

/**
 * In the fragment, which no server sees, no signature covers and every redirect keeps; in the query where the address
 * has a fragment of its own, which may be a route. (LINK_PARAMETER in src/contract/tag.ts)
 */
export const withToken = (address: string, token: string): string => {
  const [, page = '', fragment] = /^([^#]*)#?(.*)$/.exec(address) || []
  if (!fragment) return `${page}#minnow-link-${token}`
  return `${page}${page.includes('?') ? '&' : '?'}minnow-link=${token}#${fragment}`
}

export const tokenIn = (address: string): string | undefined => /[#?&]minnow-link[=-]([\w-]+)/.exec(address)?.[1]

/** Any text with addresses in it. */
export const withoutToken = (text: string): string =>
  text
    .replace(/#minnow-link-[\w-]*/g, '')
    .replace(/([?&])minnow-link=[\w-]*(&?)/g, (_, before, after) => after && before)
