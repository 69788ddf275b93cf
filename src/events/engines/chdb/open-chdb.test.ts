import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '../../../platform/log.ts'
import { sql } from '../../../platform/sql.ts'
import type { EventStore } from '../../store.ts'
import { openChdb } from './open-chdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-chdb-'))
let store: EventStore
beforeAll(async () => {
  store = await openChdb({ path: join(folder, 'events'), log: silentLog })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

test('large queries run one at a time, and small ones do not wait for them', async () => {
  const ended: string[] = []
  const ask = async (name: string, seconds: number, isLarge: boolean) => {
    await store.query(sql`SELECT sleep(toFloat64(${seconds}))`, { isLarge })
    ended.push(name)
  }
  await Promise.all([ask('large', 1, true), ask('next large', 0, true), ask('small', 0, false)])
  expect(ended).toEqual(['small', 'large', 'next large'])
})

test('a large query that is abandoned makes room for the next', async () => {
  const leaving = new AbortController()
  const left = store.query(sql`SELECT count() FROM numbers(100000000000) WHERE cityHash64(number) = 1`, {
    isLarge: true,
    signal: leaving.signal,
  })
  setTimeout(() => leaving.abort(), 100)
  await expect(left).rejects.toThrow('aborted')
  expect(await store.query(sql`SELECT toString(1) AS one`, { isLarge: true })).toEqual([{ one: '1' }])
})
