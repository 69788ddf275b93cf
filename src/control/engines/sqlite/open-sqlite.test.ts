import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openControl } from '../../index.ts'
import { controlContract } from '../contract/control-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-control-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

controlContract('SQLite', () => openControl({ path: join(folder, 'contract.sqlite') }))

test('what was answered with success is on disk: write-ahead log, synchronous FULL', async () => {
  const store = await openControl({ path: join(folder, 'durable.sqlite') })
  const pragma = async (name: string) =>
    Object.values((await sql.raw(`PRAGMA ${name}`).execute(store.db)).rows[0] ?? {})
  expect(await pragma('journal_mode')).toEqual(['wal'])
  expect(await pragma('synchronous')).toEqual([2])
  expect(await pragma('foreign_keys')).toEqual([1])
  await store.close()
})
