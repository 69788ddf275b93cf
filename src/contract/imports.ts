import { z } from 'zod'

/** Whole files of other tools: what they are, how their import goes, and what came of it. */

export const importKinds = [
  /** Rows of any file, told apart by a mapping. */
  'events',
  'ga4',
  'matomo',
  'umami',
  'plausible',
  'access_log',
  /** Sales and visits in the shop itself. */
  'offline',
  'costs',
  'search_words',
  'products',
  'posts',
] as const
export const ImportKind = z.enum(importKinds)
export type ImportKind = z.infer<typeof ImportKind>

export const fileFormats = ['csv', 'jsonl', 'parquet', 'log', 'xml', 'zip'] as const
export const FileFormat = z.enum(fileFormats)
export type FileFormat = z.infer<typeof FileFormat>

const Pairs = z.record(z.string().min(1).max(200), z.string().max(200)).default({})

/** What a file does not say of itself. */
export const dateOrders = ['day_first', 'month_first'] as const
export type DateOrder = (typeof dateOrders)[number]

export const ImportOptions = z.object({
  format: FileFormat.optional(),
  /** Of times that say none; default: the site's. */
  timezone: z.string().max(60).optional(),
  /** How 02/11/2026 is meant; default: only days that cannot be read in two ways are taken. */
  dates: z.enum(dateOrders).optional(),
  /** Of amounts that say none; default: the site's. */
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'a currency is three letters, like VND')
    .optional(),
  /** The first and the last day of figures that say none. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** The host of addresses that say none (access logs); default: the site's first domain. */
  host: z.string().max(253).optional(),
  /** Of posts that do not say which platform they are on. */
  network: z.string().max(60).optional(),
  account: z.string().max(200).optional(),
  /** field → column, for kind `events` */
  map: Pairs,
  /** the file's event name → ours */
  names: Pairs,
  /** field → the same value for every row */
  set: Pairs,
})
export type ImportOptions = z.output<typeof ImportOptions>

export const Problem = z.object({ line: z.number(), reason: z.string(), detail: z.string() })
export type Problem = z.infer<typeof Problem>

/** What a file says, as it was read: told by whoever read it, before Minnow counts for itself. */
export const FileReport = z.object({
  /** Rows of the file, good or bad. */
  read: z.number().int(),
  /** Events or figures made of them. */
  made: z.number().int(),
  /** Those that are new now. */
  accepted: z.number().int(),
  /** Those that are not, by reason. */
  dropped: z.record(z.string(), z.number()),
  /** Those of `dropped` that were not even sent: rows that could not be read. */
  unusable: z.record(z.string(), z.number()).default({}),
  /** Rows that are known to be no event (pictures in an access log), by reason. */
  skipped: z.record(z.string(), z.number()),
  /** Time of the earliest and the latest, epoch milliseconds. */
  first: z.number().nullable(),
  last: z.number().nullable(),
  /** Different visitors and sessions that the file names; null where it names none, or too many to remember. */
  visitors: z.number().int().nullable(),
  sessions: z.number().int().nullable(),
  /** Events by name, the most frequent 200. */
  names: z.record(z.string(), z.number()),
  /** Sums of figures and of money: `purchases`, `value USD`, `clicks`, `cost EUR`, … */
  sums: z.record(z.string(), z.number()),
  /** The first lines that were wrong, at most 100. */
  problems: z.array(Problem),
})
export type FileReport = z.infer<typeof FileReport>

/** A figure as the file says it and as Minnow counts it, and why they differ. */
export const ReconciledLine = z.object({
  /** rows, events, visitors, sessions, event (with its name), or a sum: purchases, value, cost, clicks, … */
  measure: z.string(),
  /** The event's name or the currency; '' for others. */
  of: z.string(),
  file: z.number().nullable(),
  minnow: z.number().nullable(),
  why: z.array(z.object({ reason: z.string(), count: z.number().nullable() })),
})
export type ReconciledLine = z.infer<typeof ReconciledLine>

export const Reconciliation = z.object({
  first: z.number().nullable(),
  last: z.number().nullable(),
  timezone: z.string(),
  currency: z.string(),
  lines: z.array(ReconciledLine),
  skipped: z.record(z.string(), z.number()),
  problems: z.array(Problem),
})
export type Reconciliation = z.infer<typeof Reconciliation>

export const Import = z.object({
  id: z.string(),
  kind: ImportKind,
  file: z.string(),
  bytes: z.number(),
  /** stopped: it ended in the middle; what came before stays and may be taken back. */
  state: z.enum(['running', 'done', 'failed', 'stopped', 'undone']),
  started: z.number(),
  finished: z.number().nullable(),
  /** Share of the file that is read. */
  progress: z.number(),
  accepted: z.number(),
  /** Why it failed, in a sentence. */
  problem: z.string(),
  report: Reconciliation.nullable(),
  /** How often it began again because the server that did it had ended. Nothing is counted twice by that. */
  resumed: z.number().int(),
})
export type Import = z.infer<typeof Import>

export const NewImport = z.object({ kind: ImportKind, file: z.string().min(1).max(300), bytes: z.number().min(0) })
export type NewImport = z.infer<typeof NewImport>

/** A file that was sent and looked at, and not yet imported. */
export const Upload = z.object({
  upload: z.string(),
  file: z.string(),
  bytes: z.number(),
  format: FileFormat,
  /** What it seems to be; `events` where nothing else fits. */
  kind: ImportKind,
  columns: z.array(z.string()),
  /** The first rows as text. */
  rows: z.array(z.array(z.string())),
})
export type Upload = z.infer<typeof Upload>

/** What the first rows would become. */
export const ImportPreview = z.object({
  kind: ImportKind,
  /** Events, or figures of the table. */
  made: z.array(z.record(z.string(), z.unknown())),
  problems: z.array(Problem),
  skipped: z.record(z.string(), z.number()),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const StartImport = z.object({
  kind: ImportKind,
  options: ImportOptions.prefault({}),
})
