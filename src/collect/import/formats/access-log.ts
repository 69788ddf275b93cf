import type { IncomingEvent } from '../../../contract/collect.ts'
import type { ImportFormat, Row, Turned } from '../turn.ts'

/**
 * A web server's access log (combined format). Pages that were answered are page views, files that people download are
 * downloads, 404 is a missing page; pictures, scripts, redirects and everything that is not GET are counted and left
 * out. Who it was is told by address and browser, by day; crawlers are left out by the pipeline, as always.
 */
const parts =
  /^(?:(?<vhost>[\w.-]+(?::\d+)?) )?(?<ip>[\da-fA-F.:]+|-) \S+ (?<user>.*?) \[(?<time>[^\]]+)\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) (?<bytes>\d+|-)(?: "(?<referrer>(?:[^"\\]|\\.)*)" "(?<agent>(?:[^"\\]|\\.)*)")?/

/** A line as a row, or undefined where it is none. */
export const readLogLine = (line: string): Row | undefined => {
  const groups = parts.exec(line)?.groups
  return groups && { ...groups }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:10:00:00 +0700`, with its own zone. */
const timeOf = (text: string): number | undefined => {
  const found = /^(\d{1,2})\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text)
  if (!found) return undefined
  const [, day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = found
  const place = months.indexOf(month)
  if (place < 0) return undefined
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000
  return Date.UTC(Number(year), place, Number(day), Number(hour), Number(minute), Number(second)) - offset
}

const downloads = /\.(pdf|epub|mobi|zip|rar|7z|docx?|xlsx?|pptx?|csv|apk|dmg|exe|mp3|mp4)$/i
const pages = /\.(html?|php|aspx?|jsp|shtml)$/i
const hasEnding = /\.[a-z0-9]{1,5}$/i
const machines = /^\/(robots\.txt|favicon\.ico|\.well-known\/|wp-(json|cron|admin\/admin-ajax)|xmlrpc\.php|feed\/?$)/i

const unquoted = (text: unknown): string => {
  const plain = String(text ?? '').replace(/\\(["\\])/g, '$1')
  return plain === '-' ? '' : plain
}

const eventOf = (path: string, status: number): Pick<IncomingEvent, 'name' | 'properties'> | string => {
  if (status === 404 || status === 410) {
    return hasEnding.test(path) && !pages.test(path) ? 'file' : { name: 'page_missing', properties: { status } }
  }
  if (status >= 300 && status < 400 && status !== 304) return 'redirect'
  if (status >= 400) return 'refused'
  if (machines.test(path)) return 'machine'
  if (downloads.test(path)) {
    const file = path.split('/').at(-1) ?? ''
    return { name: 'file_download', properties: { file_name: file, file_extension: file.split('.').at(-1) ?? '' } }
  }
  return hasEnding.test(path) && !pages.test(path) ? 'file' : { name: 'page_view', properties: {} }
}

const turnWith =
  (host: string) =>
  (row: Row): Turned => {
    const written = String(row.time ?? '')
    const time = timeOf(written)
    if (time === undefined) return { problem: 'invalid_time', detail: `"${written}" is no time of an access log` }
    const [method = '', target = ''] = String(row.request ?? '').split(' ')
    if (method !== 'GET') return { skipped: 'not_a_page' }
    const site = String(row.vhost ?? host).replace(/:\d+$/, '')
    const url = target.startsWith('/') ? `https://${site}${target}` : target
    if (!URL.canParse(url)) return { problem: 'invalid', detail: `"${target.slice(0, 60)}" is no address` }
    const made = eventOf(new URL(url).pathname, Number(row.status))
    if (typeof made === 'string') return { skipped: made === 'file' || made === 'machine' ? 'not_a_page' : made }
    const referrer = unquoted(row.referrer)
    const ip = unquoted(row.ip)
    const user = unquoted(row.user)
    const event: IncomingEvent = {
      ...{ ...made, time, url: url.slice(0, 2_048), user_agent: unquoted(row.agent).slice(0, 1_000) },
      ...(referrer && { referrer: referrer.slice(0, 2_048) }),
      ...(ip && { ip }),
      ...(user && { user: user.slice(0, 200) }),
    }
    return { events: [event] }
  }

export const accessLog: ImportFormat = {
  kind: 'access_log',
  isLike: (columns) => columns.includes('request') && columns.includes('agent'),
  start: ({ site, options }) => turnWith(options.host ?? site.domains[0] ?? 'localhost'),
}
