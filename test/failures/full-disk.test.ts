import { execFileSync } from 'node:child_process'
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openChdb } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { expectAllOnce, startLoad } from './load.ts'
import { addShop, serverProcess } from './server-process.ts'

const DISK = '96m'
const PIECE = Buffer.alloc(65_536, 1)

/** A small file system of its own. Only root may mount one on this machine; others get it in a view of their own. */
const mayMount = (): boolean => {
  if (process.platform !== 'linux') return false
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Where it is mounted, and a folder beside it. */
const makeDisk = (): { disk: string; beside: string } => {
  const parent = mkdtempSync(join(tmpdir(), 'minnow-disk-'))
  const disk = join(parent, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk])
  onTestFinished(() => {
    execFileSync('umount', [disk])
    rmSync(parent, { recursive: true })
  })
  return { disk, beside: join(parent, 'copy') }
}

/** Takes every byte that is left. */
const fill = (disk: string): void => {
  const file = openSync(join(disk, 'filled'), 'a')
  try {
    for (;;) writeSync(file, PIECE)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(file)
  }
}
const makeRoom = (disk: string): void => rmSync(join(disk, 'filled'))

test.runIf(mayMount())(
  'a full disk: senders are told to come again, and once there is room nothing is missing',
  async () => {
    const { disk, beside } = makeDisk()
    const server = await serverProcess({ folder: join(disk, 'data') })
    const { id: site, key } = await addShop(server)
    await server.start()
    const load = startLoad(server.url, { site })
    await load.more(300)

    fill(disk)
    await load.answered(503, 20)
    expect(load.retryAfter()).toMatch(/^\d+$/)
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    const goal = await fetch(`${server.url}/api/sites/${site}/goals`, { headers: { authorization: `Bearer ${key}` } })
    expect([200, 503]).toContain(goal.status)
    makeRoom(disk)
    await load.more(300)

    // Full again, and killed: what was acknowledged before is there after the start.
    fill(disk)
    await load.answered(503, 5)
    await server.end('SIGKILL')
    makeRoom(disk)
    await server.start()
    await load.more(300)
    await load.stop()
    await server.end('SIGTERM')

    cpSync(join(server.folder, 'events'), beside, { recursive: true, verbatimSymlinks: true })
    const events = await openChdb({ path: beside, log: silentLog })
    await expectAllOnce(events, { site, load })
    await events.close()
  },
  240_000,
)
