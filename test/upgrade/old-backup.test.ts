import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { silentLog } from '../../src/platform/log.ts'
import { openMinnow } from '../../src/server/index.ts'
import { minnow as run } from '../cli.ts'
import { expectFiguresOf010 } from './figures.ts'
import { now, unpack } from './fixture.ts'

const folder = unpack('0.1.0')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a backup made by 0.1.0, restored by this version, gives the same figures', async () => {
  const dataDir = join(folder, 'restored')
  expect(await run('restore', join(folder, 'backup'), '--data', dataDir)).toMatchObject({ code: 0, err: '' })
  const minnow = await openMinnow({ dataDir, clock: { now: () => now }, log: silentLog })
  try {
    await expectFiguresOf010(minnow, minnow.localToken)
  } finally {
    await minnow.close()
  }
})
