import { join } from 'node:path'
import { test } from 'vitest'
import { openChdb } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { expectAllOnce, startLoad } from './load.ts'
import { addShop, serverProcess } from './server-process.ts'

test('a backup made under load has everything acknowledged before it began, once', async () => {
  const server = await serverProcess()
  const { id: site } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site })
  await load.more(500)
  const before = { ...load, acknowledged: new Set(load.acknowledged), transactions: new Set(load.transactions) }
  const folder = join(server.folder, '..', 'backup')
  await server.run('backup', folder)
  await load.more(200)
  await load.stop()
  await server.end('SIGTERM')

  const restored = join(server.folder, '..', 'restored')
  await server.run('restore', folder, '--data', restored)
  const events = await openChdb({ path: join(restored, 'events'), log: silentLog })
  await expectAllOnce(events, { site, load: before })
  await events.close()
}, 120_000)
