import { beforeAll, expect, test } from 'vitest'
import { readPlace } from '../../src/events/engines/clickhouse/addresses.ts'
import { clusterSteps } from '../../src/events/engines/clickhouse/cluster-statement.ts'
import { migrate, openClickhouse } from '../../src/events/index.ts'
import { migrations } from '../../src/events/migrations/migrate.ts'
import { silentLog } from '../../src/platform/log.ts'
import { raw, render } from '../../src/platform/sql.ts'
import { freshCluster } from '../engines/engines.ts'

/**
 * What can be known of replicas without a Keeper: a server reads the whole definition of a replicated table, checks it, and
 * then misses the Keeper. (The ClickHouse that tests start from packages cannot be a replica.)
 */
const NO_KEEPER = 225
let url = ''
let place: ReturnType<typeof readPlace>
beforeAll(async () => {
  url = await freshCluster()
  place = readPlace(url)
  const store = await openClickhouse({ url, log: silentLog })
  await migrate(store, { now: () => Date.UTC(2026, 10, 22) })
  await store.close()
}, 120_000)

const facts = () => ({ cluster: place.cluster ?? '', database: place.database, isReplicated: true })
/** The code of the error with which a server refuses a statement. */
const refused = async (statement: string): Promise<number> => {
  const answer = await fetch(`${place.addresses[0]}?database=${place.database}`, { method: 'POST', body: statement })
  const text = await answer.text()
  expect(answer.ok, `was done: ${statement.slice(0, 200)}`).toBe(false)
  return Number(/^Code: (\d+)/.exec(text)?.[1] ?? 0)
}
/** Of another name, because the tables themselves are there. */
const renamed = (create: string): string => create.replace(/\b(\w+)_local\b/, 'replicated_$1')

test('every table is one that replicas can have, as it is made and as it is after all steps', async () => {
  const made = migrations
    .flatMap(({ statements }) => statements.map(render))
    .filter((statement) => /^\s*CREATE TABLE/.test(statement))
    .map((statement) => clusterSteps(statement, facts())[0]?.text ?? '')
  expect(made.length).toBeGreaterThan(4)

  const store = await openClickhouse({ url, log: silentLog })
  const now = await store.query<{ definition: string }>(
    raw(`SELECT create_table_query AS definition FROM system.tables
      WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`),
  )
  await store.close()
  const grown = now.map(({ definition }) => {
    const plain = definition.replace(/^CREATE TABLE \w+\./, 'CREATE TABLE ')
    return clusterSteps(plain, facts())[0]?.text ?? ''
  })
  expect(grown.length).toBeGreaterThanOrEqual(made.length)

  for (const create of [...made, ...grown].map(renamed)) {
    expect(create).toMatch(
      /ENGINE = Replicated\w*MergeTree\('\/minnow\/\{database\}\/\{table\}\/\{shard\}', '\{replica\}'/,
    )
    expect([create.slice(0, 80), await refused(create)]).toEqual([create.slice(0, 80), NO_KEEPER])
  }
  // The check would see a mistake: what a table cannot have is refused before the Keeper is missed.
  const wrong = renamed(made[0] ?? '').replace(/ORDER BY \(/, 'ORDER BY (no_such_column, ')
  expect(await refused(wrong)).not.toBe(NO_KEEPER)
})
