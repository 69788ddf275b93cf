import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { freePort } from '../engines/free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const startLimitMs = 60_000

export type Ended = 'SIGKILL' | 'SIGTERM'

/** Minnow as a process of its own, that a test may kill and start again on the same data. */
export type ServerProcess = {
  folder: string
  url: string
  start(): Promise<void>
  end(signal: Ended): Promise<void>
  /** Resident. Linux only. */
  memoryBytes(): number
  /** What it wrote down since its last start, one object a line; MINNOW_LOG_LEVEL says how much. */
  logged(): { job?: string; slot?: number; msg: string }[]
  /** `minnow …` on the same data. */
  run(...words: string[]): Promise<string>
}

type Given = {
  environment?: Record<string, string>
  /** The program and words before Node's own: another view of the file system, for example. */
  within?: string[]
  folder?: string
}

/** Removed, and killed, when the test is done. */
export const serverProcess = async ({
  environment = {},
  within = [],
  folder: at,
}: Given = {}): Promise<ServerProcess> => {
  const folder = at ?? join(mkdtempSync(join(tmpdir(), 'minnow-failures-')), 'data')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let said = ''

  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, MINNOW_LOG_LEVEL: 'error', ...environment },
    ...{ MINNOW_DATA: folder, MINNOW_PORT: String(port), MINNOW_HOST: '127.0.0.1' },
  }
  const spawnMinnow = (words: string[]): ChildProcess => {
    const [program = process.execPath, ...before] = [...within, process.execPath]
    return spawn(program, [...before, 'src/cli/main.ts', ...words], { cwd: root, env })
  }
  const isUp = (): Promise<boolean> =>
    fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  const end = async (signal: Ended): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  onTestFinished(async () => {
    await end('SIGKILL')
    if (at === undefined) rmSync(join(folder, '..'), { recursive: true, force: true })
  })

  return {
    folder,
    url,
    end,
    start: async () => {
      const started = spawnMinnow(['start'])
      child = started
      said = ''
      const keep = (chunk: unknown) => {
        said = `${said}${String(chunk)}`.slice(-100_000)
      }
      started.stdout?.on('data', keep)
      started.stderr?.on('data', keep)
      const until = Date.now() + startLimitMs
      while (!(await isUp())) {
        if (started.exitCode !== null || started.signalCode !== null || Date.now() > until)
          throw new Error(`the server did not start:\n${said.slice(-4_000)}`)
        await wait(20)
      }
    },
    memoryBytes: () => {
      const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024
    },
    logged: () =>
      said
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { msg: string }),
    run: async (...words) => {
      const ran = spawnMinnow(words)
      let out = ''
      let problem = ''
      ran.stdout?.on('data', (chunk) => {
        out += String(chunk)
      })
      ran.stderr?.on('data', (chunk) => {
        problem += String(chunk)
      })
      await once(ran, 'close')
      if (ran.exitCode !== 0) throw new Error(`minnow ${words.join(' ')} failed: ${problem}`)
      return out
    },
  }
}

/** A site that the tag may send to, and a key of it. */
export const addShop = async (server: ServerProcess): Promise<{ id: string; key: string }> => {
  const options = [
    '--domain',
    'shop.example',
    '--timezone',
    'UTC',
    '--currency',
    'USD',
    '--recognition',
    'full',
    '--json',
  ]
  return JSON.parse(await server.run('site', 'add', 'Shop', ...options)) as { id: string; key: string }
}
