// How events come in: every event is kept, or dropped with a reason.
// In: requests of the tag, of servers, of imports. Out: rows in the event store.
// Read pipeline.ts first: the steps, as a list.

export { type CollectDeps, type Collector, createCollector } from './collector.ts'
export { confirmContacts } from './contacts/confirm-contacts.ts'
export type { Contact } from './contacts/contact.ts'
export { readLine } from './contacts/read-line.ts'
export { readMessenger } from './contacts/read-messenger.ts'
export { isSignedByLine, isSignedByMeta } from './contacts/signatures.ts'
export type { Salts } from './daily-salts.ts'
export { decompress } from './dialects/decompress.ts'
export {
  type Dialect,
  type DialectAnswer,
  isTranslation,
  type Notes,
  notes,
  type Outcome,
  type Parcel,
  type Translation,
  Unreadable,
} from './dialects/dialect.ts'
export { dialects } from './dialects/dialects.ts'
export type { CollectResult, Door, Refusal, SiteFacts } from './door.ts'
export { type DropReason, dropReasons } from './drop-reason.ts'
export type { Erased } from './erased.ts'
export { hash64 } from './hash.ts'
export { UnreadableFile } from './import/file-row.ts'
export { formatOfKind } from './import/formats/all.ts'
export { type ImportPlan, importFile } from './import/import-file.ts'
export { ImportStopped, importInThread } from './import/import-in-thread.ts'
export { parsePairs } from './import/mapping.ts'
export { previewFile, recognise } from './import/recognise.ts'
export { WrongMapping } from './import/turn.ts'
export { authorNumber } from './mentions/author-number.ts'
export { mentionKey } from './mentions/mention-event.ts'
export { pollFeed, pollFeeds } from './mentions/poll-feeds.ts'
export { NoTable, readCsv } from './mentions/read-csv.ts'
export { readLink } from './mentions/read-mention.ts'
export { CollectorBusy, takeMentions } from './mentions/take-mentions.ts'
export type { Exchange, Note } from './others/exchange.ts'
export { openPlaces, type Places } from './places/places.ts'
export { DEDUPE_WINDOW_MS } from './seen/seen-ids.ts'
export { readSideRow } from './side-rows.ts'
export { nameChannels } from './source/channel-rules.ts'
export { identitiesOf } from './steps/identity.ts'
