import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { expect } from 'vitest'
import { openClickhouse } from '../../src/events/index.ts'
import { migrations } from '../../src/events/migrations/migrate.ts'
import { silentLog } from '../../src/platform/log.ts'
import { raw, sql } from '../../src/platform/sql.ts'
import { openMinnow } from '../../src/server/index.ts'
import { freshClickhouse } from '../engines/engines.ts'
import { now } from './fixture.ts'

/** What 0.1.0 wrote down of its schema. */
export const applied = [
  [1, 'events', '05a6ea5f87090354'],
  [2, 'people', '952c7d27b01d10f1'],
] as const

/** A database as 0.1.0 left it on a ClickHouse server. */
export const as010Left = async (folder: string): Promise<string> => {
  const url = await freshClickhouse()
  const store = await openClickhouse({ url, log: silentLog })
  await store.command(
    raw(`CREATE TABLE schema_versions (version UInt32, name String, checksum String, applied DateTime64(3, 'UTC'))
      ENGINE = MergeTree ORDER BY version`),
  )
  for (const { statements } of migrations.slice(0, applied.length)) {
    for (const statement of statements) await store.command(statement)
  }
  for (const [version, name, checksum] of applied) {
    await store.command(sql`INSERT INTO schema_versions SELECT ${version}, ${name}, ${checksum}, now64(3)`)
  }
  await store.close()
  const { origin, pathname } = new URL(url)
  for (const table of ['events', 'people', 'identities']) {
    const rows = zstdDecompressSync(readFileSync(join(folder, 'backup', `${table}.native.zst`)))
    const query = `INSERT INTO ${pathname.slice(1)}.${table} FORMAT Native`
    const answer = await fetch(`${origin}/?${new URLSearchParams({ query })}`, { method: 'POST', body: rows })
    expect([table, answer.status, await answer.text()]).toEqual([table, 200, ''])
  }
  return url
}

export const openOn = (clickhouseUrl: string, folder: string) =>
  openMinnow({ dataDir: join(folder, 'data'), clickhouseUrl, clock: { now: () => now }, log: silentLog })
