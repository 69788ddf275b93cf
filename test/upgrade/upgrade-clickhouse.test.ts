import { rmSync } from 'node:fs'
import { afterAll, test } from 'vitest'
import { as010Left, openOn } from './clickhouse-of-010.ts'
import { expectFiguresOf010 } from './figures.ts'
import { unpack } from './fixture.ts'

const folder = unpack('0.1.0')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a ClickHouse database of 0.1.0 gives the same figures today', async () => {
  const minnow = await openOn(await as010Left(folder), folder)
  try {
    await expectFiguresOf010(minnow, minnow.localToken)
  } finally {
    await minnow.close()
  }
})
