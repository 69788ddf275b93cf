import { rmSync } from 'node:fs'
import { afterAll, test } from 'vitest'
import { openClickhouse } from '../../src/events/index.ts'
import { migrations } from '../../src/events/migrations/migrate.ts'
import { silentLog } from '../../src/platform/log.ts'
import { applied, as010Left, openOn } from './clickhouse-of-010.ts'
import { expectFiguresOf010 } from './figures.ts'
import { unpack } from './fixture.ts'

const folder = unpack('0.1.0')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an upgrade that was killed after any of its statements goes on at the next start', async () => {
  for (const migration of migrations.slice(applied.length)) {
    for (let done = 1; done <= migration.statements.length; done++) {
      const url = await as010Left(folder)
      const store = await openClickhouse({ url, log: silentLog })
      for (const { statements } of migrations.slice(applied.length, migrations.indexOf(migration))) {
        for (const statement of statements) await store.command(statement)
      }
      for (const statement of migration.statements.slice(0, done)) await store.command(statement)
      await store.close()
      const minnow = await openOn(url, folder)
      try {
        await expectFiguresOf010(minnow, minnow.localToken)
      } finally {
        await minnow.close()
      }
    }
  }
})
