import type { DetectError, MalformedError, ParseError, parseFeed } from 'feedsmith'

/** An entry of a feed, in the words of readMention. */
export type Entry = {
  id: string
  link: string
  text: string
  author: string
  time: string | number | undefined
  hashtags: string[]
}

/** What came is no feed. */
export class NoFeed extends Error {
  override name = 'NoFeed'
  readonly detail: string

  constructor(detail: string) {
    super(`What came is no RSS, Atom or JSON feed (${detail}).`)
    this.detail = detail
  }
}

/** Feeds with more entries than this are archives. */
const MOST_ENTRIES = 1_000

type Parsed = ReturnType<typeof parseFeed>
type Of<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed']

const joined = (title: string | undefined, body: string | undefined): string =>
  [title, body].filter((part) => part !== undefined && part.trim() !== '').join(' – ')

/** The zone is said more or less; what cannot be read is as good as not given. */
const timeOf = (text: unknown): number | undefined => {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

const fromRss = (feed: Of<'rss'>): Entry[] =>
  (feed.items ?? []).map((item) => ({
    id: item.guid?.value ?? '',
    link: item.link ?? (item.guid?.isPermaLink === false ? '' : (item.guid?.value ?? '')),
    text: joined(item.title, item.description ?? item.content?.encoded),
    author: item.authors?.[0]?.name ?? item.dc?.creators?.[0] ?? item.source?.title ?? '',
    time: timeOf(item.pubDate ?? item.dc?.dates?.[0]),
    hashtags: [],
  }))

const fromRdf = (feed: Of<'rdf'>): Entry[] =>
  (feed.items ?? []).map((item) => ({
    id: item.link ?? '',
    link: item.link ?? '',
    text: joined(item.title, item.description),
    author: item.dc?.creators?.[0] ?? '',
    time: timeOf(item.dc?.dates?.[0]),
    hashtags: [],
  }))

const fromAtom = (feed: Of<'atom'>): Entry[] =>
  (feed.entries ?? []).map((entry) => ({
    id: entry.id ?? '',
    link: (entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0])?.href ?? '',
    text: joined(entry.title?.value, entry.summary?.value ?? entry.content?.value),
    author: entry.authors?.[0]?.name ?? entry.source?.title?.value ?? '',
    time: timeOf(entry.published ?? entry.updated),
    hashtags: [],
  }))

const fromJson = (feed: Of<'json'>): Entry[] =>
  (feed.items ?? []).map((item) => ({
    id: item.id ?? '',
    link: item.url ?? item.external_url ?? '',
    text: joined(item.title, item.content_text ?? item.content_html ?? item.summary),
    author: item.authors?.[0]?.name ?? '',
    time: timeOf(item.date_published ?? item.date_modified),
    hashtags: item.tags ?? [],
  }))

/** In the charset that the answer or the document's first line names. */
const decode = (body: Uint8Array, contentType: string): string => {
  const head = Buffer.from(body.subarray(0, 200)).toString('latin1')
  const label =
    /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? /encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

/** The entries of an RSS, Atom, RDF or JSON feed. Rejects with NoFeed. */
export const readFeed = async (body: Uint8Array, contentType = ''): Promise<Entry[]> => {
  // Loaded when the first feed is read: most Minnows read none.
  const { parseFeed } = await import('feedsmith')
  let parsed: Parsed
  try {
    parsed = parseFeed(decode(body, contentType))
  } catch (error) {
    const { message } = error as DetectError | MalformedError | ParseError
    throw new NoFeed(message.slice(0, 200))
  }
  const entries =
    parsed.format === 'rss'
      ? fromRss(parsed.feed)
      : parsed.format === 'rdf'
        ? fromRdf(parsed.feed)
        : parsed.format === 'atom'
          ? fromAtom(parsed.feed)
          : fromJson(parsed.feed)
  return entries.slice(0, MOST_ENTRIES)
}
