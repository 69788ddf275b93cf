import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type EventStore, openChdb, openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { freshClickhouse, freshCluster } from './engines.ts'

/** Every engine by name, and how an empty store of it is opened; the embedded one lies in `folder`/events. */
export const eventStores = (): { folder: string; engines: [string, () => Promise<EventStore>][] } => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-contract-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    engines: [
      ['chDB', () => openChdb({ path: join(folder, 'events'), log: silentLog })],
      ['ClickHouse', async () => openClickhouse({ url: await freshClickhouse(), log: silentLog })],
      ['a cluster', async () => openClickhouse({ url: await freshCluster(), log: silentLog })],
    ],
  }
}
