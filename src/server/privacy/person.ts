import { authorNumber, hash64, identitiesOf, mentionKey, readLink } from '../../collect/index.ts'
import type {
  PersonEvent,
  PersonExport,
  PersonExportRequest,
  PersonQuestion,
  PersonSummary,
} from '../../contract/person.ts'
import type { Site } from '../../contract/site.ts'
import {
  type FoundMentions,
  type FoundPerson,
  findMentions,
  findPerson,
  nobody,
  type PersonNumbers,
  someText,
} from '../../events/index.ts'
import { bind, type Sql, sql } from '../../platform/sql.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'

/** By the bit of people-links.ts; a hash that the sender made is told as what it was made of. */
const kindNames = { 1: 'user_id', 2: 'email', 4: 'phone', 8: 'email', 16: 'phone' } as const
const kindName = (bit: number) => kindNames[bit as keyof typeof kindNames]

/** A visitor is named by the tag's own id, or by the number that an export shows. */
const visitorNumbers = (site: string, text: string): bigint[] => {
  const isNumber = /^\d{1,20}$/.test(text) && BigInt(text) !== nobody && BigInt(text) < 2n ** 64n
  return [hash64(site, text), ...(isNumber ? [BigInt(text)] : [])]
}

export const numbersOf = (site: string, { visitor, user_id, email, phone }: PersonQuestion): PersonNumbers => ({
  visitors: visitor === undefined ? [] : visitorNumbers(site, visitor),
  identities: identitiesOf(site, { id: user_id, email, phone }).map(({ hash }) => hash),
})

/** What stands for what somebody wrote elsewhere: their name there, and the event that the post itself is or would be. */
export const writtenNumbers = (site: string, { author, link }: PersonQuestion): bigint[] => {
  const page = link === undefined ? undefined : readLink(link)
  const post = page === undefined ? [] : [hash64(site, `mention:${mentionKey({ link: page })}`)]
  return [...(author === undefined ? [] : [authorNumber(site, author)]), ...post]
}

/** Who was looked for, and what they wrote. */
export type Found = FoundPerson & { mentions: FoundMentions }

export const isNobody = ({ visitors, identities, mentions }: Found): boolean =>
  visitors.length + identities.length + mentions.ids.length === 0

export const lookFor = async ({ events }: Deps, site: Site, question: PersonQuestion): Promise<Found> => {
  const { author, link } = question
  const page = link === undefined ? undefined : readLink(link)
  const mentions = await findMentions(events, site.id, { author, link: page })
  return { ...(await findPerson(events, site.id, numbersOf(site.id, question))), mentions }
}

/** Of two times the one that `pick` prefers; null where neither is known. */
const either = (pick: typeof Math.min, one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : pick(one, other)

export const summaryOf = ({ visitors, identities, mentions, ...rest }: Found): PersonSummary => ({
  ...{ events: rest.events + mentions.events, aside: rest.aside + mentions.aside },
  ...{ first: either(Math.min, rest.first, mentions.first), last: either(Math.max, rest.last, mentions.last) },
  visitors: visitors.length,
  identities: [...new Set(identities.map(({ kind }) => kindName(kind)))].sort(),
})

type Row = Omit<PersonEvent, 'time' | 'repeat' | 'url'> & {
  at: string
  repeated: number
  host: string
  path: string
  query: string
}

const toEvent = ({ at, host, path, query, repeated, ...rest }: Row): PersonEvent => ({
  ...rest,
  time: new Date(Number(at)).toISOString(),
  url: host === '' ? '' : `https://${host}${path}${query === '' ? '' : `?${query}`}`,
  repeat: repeated === 1,
})

const select = (table: Sql, aside: Sql, where: Sql): Sql => sql`
  SELECT toString(id) AS id, toUnixTimestamp64Milli(ts) AS at, name, ${someText(sql`stored.visitor`)} AS visitor,
    ${someText(sql`stored.session`)} AS session, host, path, query, title, referrer, channel, source, medium, campaign, landing_page,
    device, browser, os, country, region, city, language, value, currency, transaction_id, repeat AS repeated, consent,
    properties, ${aside} AS aside
  FROM ${table} AS stored WHERE ${where}`

const readCursor = (text: string): { at: number; id: bigint } => {
  const match = /^(-?\d{1,16})-(\d{1,20})$/.exec(text)
  if (!match) throw new Refusal('invalid_input', { issues: [{ path: 'after', message: 'is not where a page ended' }] })
  return { at: Number(match[1]), id: BigInt(match[2] ?? 0) }
}

/** Everything that is stored of somebody, page by page in order of time. */
export const exportPerson = async (deps: Deps, site: Site, request: PersonExportRequest): Promise<PersonExport> => {
  const { after, limit, ...question } = request
  const found = await lookFor(deps, site, question)
  if (isNobody(found)) throw new Refusal('person_not_found')
  const from = after === undefined ? undefined : readCursor(after)
  const past = from
    ? sql`(toUnixTimestamp64Milli(stored.ts), stored.id) > (${from.at}, ${bind(from.id, 'UInt64')})`
    : sql`1`
  const theirs = sql`(stored.visitor IN ${bind(found.visitors, 'Array(UInt64)')}
    OR (name = 'mention' AND stored.id IN ${bind(found.mentions.ids, 'Array(UInt64)')}))`
  const where = sql`site = ${site.id} AND ${theirs} AND ${past}`
  const rows = await deps.events.query<Row>(sql`
    SELECT * FROM (${select(sql`events`, sql`''`, where)} UNION ALL
      ${select(sql`events_aside`, sql`toString(aside_reason)`, where)})
    ORDER BY at, toUInt64(id) LIMIT ${limit}`)
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    visitors: found.visitors.map(String),
    identities: found.identities.map(({ hash, kind }) => ({ kind: kindName(kind), hash: String(hash) })),
    events: rows.map(toEvent),
    next: last ? `${last.at}-${last.id}` : null,
  }
}
