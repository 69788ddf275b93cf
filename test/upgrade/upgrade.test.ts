import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { silentLog } from '../../src/platform/log.ts'
import { openMinnow } from '../../src/server/index.ts'
import { expectFiguresOf010 } from './figures.ts'
import { key, now, shop, unpack } from './fixture.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
const dataOf = (release: string): string => {
  const folder = unpack(release)
  folders.push(folder)
  return join(folder, 'data')
}
const open = (dataDir: string) => openMinnow({ dataDir, clock: { now: () => now }, log: silentLog })

/** Every file with its content; the lock is taken and given back by whoever looks. */
const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('in-use.lock') && statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )

test('events of a newer version are refused and left as they are', async () => {
  const dataDir = dataOf('0.1.0')
  const mark = join(dataDir, 'events', 'minnow.json')
  writeFileSync(mark, JSON.stringify({ ...JSON.parse(readFileSync(mark, 'utf8')), schema: 999 }))
  const before = contentOf(join(dataDir, 'events'))
  const journal = contentOf(join(dataDir, 'journal'))
  await expect(open(dataDir)).rejects.toThrow(/newer Minnow/)
  expect(contentOf(join(dataDir, 'events'))).toEqual(before)
  expect(contentOf(join(dataDir, 'journal'))).toEqual(journal)
})

test('settings of a newer version are refused, before the events are touched', async () => {
  const dataDir = dataOf('0.1.0')
  const settings = new DatabaseSync(join(dataDir, 'minnow.sqlite'))
  settings.exec("UPDATE meta SET value = '999' WHERE key = 'schema'")
  settings.close()
  const before = contentOf(dataDir)
  await expect(open(dataDir)).rejects.toThrow(/newer version/)
  expect(contentOf(dataDir)).toEqual(before)
})

test('data of 0.1.0, killed with events in its journal, give the same figures today', async () => {
  const minnow = await open(dataOf('0.1.0'))
  try {
    await expectFiguresOf010(minnow, minnow.localToken)

    const ask = (url: string, options: object = {}) =>
      minnow.app.inject({ url, headers: { host: 'localhost:8787', origin: 'http://localhost:8787' }, ...options })
    const signedIn = await ask('/api/auth/sign-in/email', {
      method: 'POST',
      payload: { email: 'lan@ca-com.vn', password: 'ca be nuoi ca lon' },
    })
    expect(signedIn.statusCode).toBe(200)
    const { db } = minnow.deps.control
    const { password } = await db.selectFrom('user_accounts').select('password').executeTakeFirstOrThrow()
    expect(password).toMatch(/^\$argon2id\$/)

    // What 0.1.0 accepted is not accepted again: one event from its store, one from its journal.
    const events = [
      { id: '59-page_view-0', name: 'page_view', visitor: 'visitor-59', time: '2026-11-19T08:00:00Z' },
      { id: 'live-3', name: 'purchase', visitor: 'late-3', transaction_id: 'L3', value: 1 },
    ]
    const sent = await minnow.app.inject({
      method: 'POST',
      url: '/api/collect',
      headers: { authorization: `Bearer ${key}` },
      payload: { site: shop, events },
    })
    expect(sent.json()).toMatchObject({ accepted: 0, dropped: [{ reason: 'duplicate' }, { reason: 'duplicate' }] })
  } finally {
    await minnow.close()
  }
})
