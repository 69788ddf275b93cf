import { raw } from '../../platform/sql.ts'
import type { Migration } from './migration.ts'

const durable = 'SETTINGS fsync_after_insert = 1, fsync_part_directory = 1'

/** Who is who: visitors and identities by person. `kind` and `kinds` are bits: 1 account, 2 e-mail, 4 telephone. */
export const people: Migration = {
  version: 2,
  name: 'people',
  statements: [
    raw(`CREATE TABLE people (site LowCardinality(String), visitor UInt64, person UInt64, kinds UInt8, version Int64)
      ENGINE = ReplacingMergeTree(version) ORDER BY (site, visitor) ${durable}`),
    raw(`CREATE TABLE identities (site LowCardinality(String), identity UInt64, kind UInt8, person UInt64, version Int64)
      ENGINE = ReplacingMergeTree(version) ORDER BY (site, identity) ${durable}`),
  ],
}
