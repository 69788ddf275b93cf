// What happened: the event store, from which everything else derives.
// In: event rows from collect. Out: answers to ClickHouse SQL for goals and reports.
// Read event.ts first, then store.ts; filter.ts, people.ts and rollup.ts are the SQL that is written once.

export {
  type AsideChoice,
  type AsideExample,
  type AsideRow,
  asideCounts,
  asideDays,
  asideExamples,
  countAside,
  insertAside,
  setAside,
  uncountAside,
} from './aside.ts'
export { keptIdentities } from './aside-identities.ts'
export { type ChdbOptions, openChdb } from './engines/chdb/open-chdb.ts'
export type { ClickhouseOptions, ClickhouseStore } from './engines/clickhouse/open-clickhouse.ts'
export { openClickhouse } from './engines/clickhouse/open-when-used.ts'
export { type EncodedRows, rowsToText } from './engines/rows-to-text.ts'
export {
  countMarked,
  endHaste,
  erasableTables,
  eraseMark,
  eraseMarked,
  freshFolders,
  hastenCleaning,
  notErased,
  type OldPart,
  oldParts,
  syncRewrites,
  wakeCleaning,
} from './erase.ts'
export { type ColumnName, columns, type EventRow } from './event.ts'
export {
  fieldSql,
  filterSql,
  filtersSql,
  hasProperty,
  matchesSql,
  propertyNumber,
  propertyText,
  reachedSql,
} from './filter.ts'
export { migrate, schemaVersion } from './migrations/migrate.ts'
export { isSome, nobody, someOrNull, someText } from './nobody.ts'
export { type LateStore, openLate } from './open-late.ts'
export {
  forgetLinks,
  hasJoinedVisitors,
  linkVisitors,
  type PersonFacts,
  personSql,
  withPeople,
} from './people.ts'
export type { Identity, IdentityKind, Link } from './people-links.ts'
export { type FoundPerson, findPerson, type PersonNumbers } from './person.ts'
export { type FoundMentions, findMentions } from './person-mentions.ts'
export { removeOlder } from './retention.ts'
export {
  crossingsRollup,
  everHappened,
  firstSeen,
  happenedRollup,
  markBit,
  onQuarters,
  type RollupPeriod,
  refundsRollup,
  tallyRollup,
  visitsRollup,
  worthRollup,
} from './rollup.ts'
export { markOf, nameBits, toldByLevel, toldByName, toldByValue } from './rollup-marks.ts'
export { countLogged, logPlaces, tableFolders } from './server-traces.ts'
export { insertSideRows, removeSideRows, type SideRow, type SideTable, sideRows } from './side-tables.ts'
export {
  type EventStore,
  QueryInvalid,
  type QueryOptions,
  QueryTooHeavy,
  StoreRefused,
  StoreUnavailable,
} from './store.ts'
