/**
 * The stored event, from which everything else derives. One row, one thing that happened. The column
 * list below makes the table, the insert and the type; a new column is named in migrations/columns.ts, too.
 */
export const columns = {
  site: 'LowCardinality(String)',
  /** When it happened, UTC, corrected for the sender's clock. */
  ts: "DateTime64(3, 'UTC')",
  /** When it arrived, minus ts, in milliseconds. */
  lag: 'Int64',
  /** Order of arrival among this visitor's events of the same millisecond. */
  tie: 'UInt16',
  /** xxhash64 of site and event id. */
  id: 'UInt64',
  name: 'LowCardinality(String)',
  visitor: 'UInt64',
  session: 'UInt64',
  /** When the event happened that opened the session, in whole seconds; the same on every row of the session. */
  session_started: "DateTime('UTC')",
  /** 1 on the one event that opened the session (the first to arrive), 0 on all others, so that sessions add up. */
  session_opens: 'UInt8',
  /** What this event itself says of its session: bits of collect/sessions.ts. */
  evidence: 'UInt8',
  /** 1: the same transaction was counted before; kept, never counted. */
  repeat: 'UInt8',
  host: 'LowCardinality(String)',
  path: 'LowCardinality(String)',
  query: 'String',
  title: 'String',
  /** Of this page view; the session's touch is below. */
  referrer: 'String',
  channel: 'LowCardinality(String)',
  source: 'LowCardinality(String)',
  medium: 'LowCardinality(String)',
  campaign: 'LowCardinality(String)',
  term: 'LowCardinality(String)',
  content: 'LowCardinality(String)',
  click_id_kind: 'LowCardinality(String)',
  click_id: 'String',
  /** Path on which the session began. */
  landing_page: 'LowCardinality(String)',
  /** desktop | mobile | tablet | tv | other */
  device: 'LowCardinality(String)',
  browser: 'LowCardinality(String)',
  browser_version: 'LowCardinality(String)',
  os: 'LowCardinality(String)',
  /** As far as the user agent tells it: `18.1`, `10`. */
  os_version: 'LowCardinality(String)',
  /** ISO 3166 two letters, or empty. */
  country: 'LowCardinality(String)',
  /** Names, in English; '' where unknown. */
  region: 'LowCardinality(String)',
  city: 'LowCardinality(String)',
  language: 'LowCardinality(String)',
  value: 'Float64',
  currency: 'LowCardinality(String)',
  transaction_id: 'String',
  /** Which door it came through: tag, api, import, demo. */
  origin: 'LowCardinality(String)',
  /** The import that brought it; '' for what arrived as it happened. */
  import: 'LowCardinality(String)',
  /** What the visitor had agreed to; '' where nothing is known. Written by consentText of contract/consent.ts. */
  consent: 'LowCardinality(String)',
  properties: 'Map(LowCardinality(String), String)',
} as const

export type EventRow = {
  site: string
  ts: number
  lag: number
  tie: number
  id: bigint
  name: string
  visitor: bigint
  session: bigint
  /** Epoch milliseconds; stored to the second. */
  session_started: number
  session_opens: 0 | 1
  evidence: number
  repeat: 0 | 1
  host: string
  path: string
  query: string
  title: string
  referrer: string
  channel: string
  source: string
  medium: string
  campaign: string
  term: string
  content: string
  click_id_kind: string
  click_id: string
  landing_page: string
  device: string
  browser: string
  browser_version: string
  os: string
  os_version: string
  country: string
  region: string
  city: string
  language: string
  value: number
  currency: string
  transaction_id: string
  origin: string
  import: string
  consent: string
  /** Values as text; nested ones (items) as JSON text. */
  properties: Record<string, string>
}

export type ColumnName = keyof typeof columns
