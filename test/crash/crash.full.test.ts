import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openChdb } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { expectAllOnce, startLoad } from '../failures/load.ts'
import { addShop, serverProcess } from '../failures/server-process.ts'

const KILLS = 100

it(`loses no acknowledged event, and counts none twice, when the server is killed ${KILLS} times, also while it starts`, async () => {
  const server = await serverProcess()
  const { id: site } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site, senders: 12, events: 50 })
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(Math.random() * 1_500)
    await server.end('SIGKILL')
    const starting = server.start().catch(() => undefined)
    if (kill % 4 === 0) {
      await wait(Math.random() * 1_000)
      await server.end('SIGKILL')
      await starting
      await server.start()
    } else await starting
  }
  await load.stop()
  await server.end('SIGTERM')
  expect([...load.answers.keys()].filter((status) => ![0, 202, 503].includes(status))).toEqual([])
  const events = await openChdb({ path: join(server.folder, 'events'), log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
})
