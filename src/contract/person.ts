import { z } from 'zod'
import { ExportedEvent } from './export.ts'

/** How somebody is known. One is enough; several must mean the same person. */
export const personKinds = ['visitor', 'user_id', 'email', 'phone', 'author', 'link'] as const
const fields = {
  /** The visitor as the tag keeps it (`_minnow_SITE` cookie, before the first dot), or the number in an export. */
  visitor: z.string().trim().min(1).max(200).optional(),
  user_id: z.string().trim().min(1).max(200).optional(),
  email: z.string().trim().min(3).max(320).optional(),
  phone: z.string().trim().min(3).max(40).optional(),
  /** The name under which they wrote what mentions tell of. */
  author: z.string().trim().min(1).max(200).optional(),
  /** The address of something they wrote elsewhere, or of their profile there: with everything below it. */
  link: z
    .url({ protocol: /^https?$/, error: 'is the address of a page, like https://network.example/ann' })
    .max(2_048)
    .optional(),
}
const isSomebody = (said: Partial<Record<(typeof personKinds)[number], string>>): boolean =>
  personKinds.some((kind) => said[kind] !== undefined)
const somebody = 'say who: visitor, user_id, email, phone, author or link'

export const PersonQuestion = z.object(fields).refine(isSomebody, somebody)
export type PersonQuestion = z.infer<typeof PersonQuestion>

export const IdentityKind = z.enum(['user_id', 'email', 'phone'])

/** What is stored of somebody, in short. */
export const PersonSummary = z.object({
  visitors: z.number(),
  identities: z.array(IdentityKind),
  events: z.number(),
  /** Events that were set aside as hardly a person's. */
  aside: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
})
export type PersonSummary = z.infer<typeof PersonSummary>

export const PersonExportRequest = z
  .object({
    ...fields,
    /** Where the page before ended. */
    after: z.string().max(60).optional(),
    limit: z.number().int().min(1).max(5_000).default(5_000),
  })
  .refine(isSomebody, somebody)
export type PersonExportRequest = z.infer<typeof PersonExportRequest>

export const PersonEvent = ExportedEvent.extend({
  region: z.string(),
  city: z.string(),
  /** Why it was set aside; empty for events that count. */
  aside: z.string(),
})
export type PersonEvent = z.infer<typeof PersonEvent>

export const PersonExport = z.object({
  visitors: z.array(z.string()),
  /** Minnow keeps hashes of identities, never the identities themselves. */
  identities: z.array(z.object({ kind: IdentityKind, hash: z.string() })),
  events: z.array(PersonEvent),
  next: z.string().nullable(),
})
export type PersonExport = z.infer<typeof PersonExport>

export const erasurePlaces = [
  /** Of the server that erased: journal, uploads, settings and the embedded event store. */
  'data_folder',
  /** Of a ClickHouse server: the folders of its tables. */
  'server_files',
  /** What a ClickHouse server writes down about statements, as tables. */
  'server_queries',
  /** A ClickHouse server's messages, as a table. */
  'server_messages',
  /** The same as files: searched where all of them are on this machine. */
  'server_log_files',
  /** What servers of one installation tell each other for half an hour. */
  'collector_notes',
  /** Of PostgreSQL: deleted rows may stay in its files until they are written over. */
  'database_files',
] as const
export const ErasurePlace = z.enum(erasurePlaces)
export type ErasurePlace = z.infer<typeof ErasurePlace>

/** What was looked at after somebody was erased, and what was found. */
export const ErasureProof = z.object({
  /** Rows that are left in any table, asked again after the erasure. */
  rows_left: z.number(),
  /** Replaced files of the event store that were still there. */
  old_parts_left: z.number(),
  /** Files of the data folder that were read for the person's numbers and the words they were asked for by. */
  files_searched: z.number(),
  bytes_searched: z.number(),
  /** Files in which something was found, within the data folder. */
  found_in: z.array(z.string()),
  /** searched: all of it. server: the event store is a server of its own, whose files cannot be read from here. */
  disk: z.enum(['searched', 'server']),
  /** Everywhere that was looked at besides the tables, and where nobody could look. */
  places: z.array(z.object({ place: ErasurePlace, outcome: z.enum(['clean', 'found', 'not_searched']) })).default([]),
})
export type ErasureProof = z.infer<typeof ErasureProof>

export const Erasure = z.object({
  id: z.string(),
  at: z.number(),
  known_by: z.array(z.enum(personKinds)),
  rows_erased: z.number(),
  /** When the last trace had left the disk; null while it has not. */
  finished: z.number().nullable(),
  proof: ErasureProof.nullable(),
})
export type Erasure = z.infer<typeof Erasure>
