import { describe, expect, test } from 'vitest'
import { render } from '../../../platform/sql.ts'
import { migrations } from '../../migrations/migrate.ts'
import { clusterQuery, clusterSteps, shardingKey } from './cluster-statement.ts'

const two = { cluster: 'shops', database: 'minnow', isReplicated: false }
const replicas = { ...two, isReplicated: true }

describe('a statement written for one server, on a cluster', () => {
  test('a table is made on every server, and one that stands for all of them', () => {
    const create = 'CREATE TABLE visits (site String, visitor UInt64) ENGINE = MergeTree ORDER BY (site, visitor)'
    expect(clusterSteps(create, two)).toEqual([
      {
        on: 'servers',
        text: 'CREATE TABLE IF NOT EXISTS visits_local (site String, visitor UInt64) ENGINE = MergeTree ORDER BY (site, visitor)',
      },
      {
        on: 'servers',
        text: expect.stringMatching(
          /^CREATE TABLE IF NOT EXISTS visits AS visits_local\s+ENGINE = Distributed\('shops', 'minnow', 'visits_local', visitor\)$/,
        ),
      },
    ])
  })

  test('with replicas the local table is replicated, whatever its kind', () => {
    const create = 'CREATE TABLE costs (day Date, v Int64) ENGINE = ReplacingMergeTree(v) ORDER BY day'
    expect(clusterSteps(create, replicas)[0]?.text).toContain(
      "ENGINE = ReplicatedReplacingMergeTree('/minnow/{database}/{table}/{shard}', '{replica}', v) ORDER BY day",
    )
  })

  test('columns are added to both tables, without the local one’s codecs, and a second time without harm', () => {
    const alter =
      "ALTER TABLE events ADD COLUMN city LowCardinality(String) CODEC(Delta(4), ZSTD(1)), ADD COLUMN note String DEFAULT 'a, b', ADD PROJECTION p (SELECT a, b GROUP BY a, b)"
    expect(clusterSteps(alter, two)).toEqual([
      {
        on: 'servers',
        text: "ALTER TABLE events_local ADD COLUMN IF NOT EXISTS city LowCardinality(String) CODEC(Delta(4), ZSTD(1)), ADD COLUMN IF NOT EXISTS note String DEFAULT 'a, b', ADD PROJECTION IF NOT EXISTS p (SELECT a, b GROUP BY a, b)",
      },
      {
        on: 'servers',
        text: "ALTER TABLE events ADD COLUMN IF NOT EXISTS city LowCardinality(String), ADD COLUMN IF NOT EXISTS note String DEFAULT 'a, b'",
      },
    ])
  })

  test('rows are deleted on every shard, once a shard', () => {
    expect(clusterSteps("DELETE FROM `people_local` WHERE site = 'x'", replicas)).toEqual([
      { on: 'shards', text: "DELETE FROM people_local WHERE site = 'x'" },
    ])
    expect(clusterSteps("ALTER TABLE people DELETE WHERE site = 'x, y' SETTINGS mutations_sync = 2", two)).toEqual([
      { on: 'servers', text: "ALTER TABLE people_local DELETE WHERE site = 'x, y' SETTINGS mutations_sync = 2" },
    ])
  })

  test('the tables of every server are woken', () => {
    expect(clusterSteps('SYSTEM START CLEANUP events', two)).toEqual([
      { on: 'servers', text: 'SYSTEM START CLEANUP events_local' },
    ])
  })

  test('a roll-up is read inside every shard', () => {
    const query = "SELECT 1 FROM mergeTreeProjection(currentDatabase(), 'events', 'rollup_tally') WHERE site = 's'"
    expect(clusterQuery(query, two)).toBe(
      "SELECT 1 FROM cluster('shops', mergeTreeProjection('minnow', 'events_local', 'rollup_tally')) WHERE site = 's'",
    )
    const said = "SELECT 'mergeTreeProjection(currentDatabase(), \\'events\\', \\'x\\')' AS text"
    expect(clusterQuery(said, two)).toBe(said)
  })

  test('parameters of aggregate functions are plain numbers', () => {
    const bound =
      "SELECT f(CAST(2000, 'Int64'))(name), g(CAST(1, 'Int64'), 'strict', 0.5)(a), toString(CAST(5, 'Int64'))"
    expect(clusterQuery(bound, two)).toBe("SELECT f(2000)(name), g(1, 'strict', 0.5)(a), toString(CAST(5, 'Int64'))")
  })

  test('every table of the schema finds its shard by a part of its sort key', () => {
    const tables = migrations.flatMap(({ statements }) => statements.map(render))
    const keys = tables
      .filter((text) => text.startsWith('CREATE TABLE'))
      .map((text) => [/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(text)?.[1], shardingKey(text)])
    const known = Object.fromEntries(keys)
    expect(known).toMatchObject({
      events: 'visitor',
      events_aside: 'visitor',
      people: 'visitor',
      identities: 'identity',
    })
    expect(known).toMatchObject({ costs: 'cityHash64(site)', products: 'cityHash64(site)' })
  })
})
