import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { flags, env as nodeEnv } from '../bin/node-options.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Runs one of our scripts to its end and answers what it printed. */
export const runNode = (...args: string[]): string =>
  execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
  })

const statusMb = (child: ChildProcess, field: string): number | undefined => {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024)
  } catch {
    return undefined
  }
}

/** Resident memory in MB, where the system says it (Linux). */
export const residentMb = (child: ChildProcess): number | undefined => statusMb(child, 'VmRSS')

/** The most resident memory in MB since the last call of this, where the system says it (Linux). */
export const peakMb = (child: ChildProcess): number | undefined => {
  const peak = statusMb(child, 'VmHWM')
  if (peak !== undefined) writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
  return peak
}

/** Processor time that a process has taken so far, in seconds, where the system says it (Linux). */
export const cpuSeconds = (child: ChildProcess): number => {
  try {
    // The name, in brackets, may hold blanks; user and system time are the 12th and 13th after it, in hundredths.
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

/** A server reads in ids and names after a start, and gives back what that took. */
export const settlesMs = 15_000

/** As `npm start` starts Minnow. */
export const startMinnow = async (dataDir: string, env: Record<string, string> = {}): Promise<Running> => {
  const port = await freePort()
  return startProcess([...flags, 'src/cli/main.ts', 'start', '--port', String(port), '--data', dataDir], {
    port,
    path: '/api/health',
    env: {
      NODE_COMPILE_CACHE: 'node_modules/.cache/minnow',
      ...nodeEnv,
      MINNOW_TRUSTED_PROXIES: '127.0.0.1',
      ...env,
    },
  })
}

export type Running = { child: ChildProcess; port: number; startedInMs: number; stop(): Promise<void> }

/** Starts a server in a process of its own and waits until `path` answers. */
export const startProcess = async (
  args: string[],
  { port, path, env = {} }: { port: number; path: string; env?: Record<string, string> },
): Promise<Running> => {
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`)
    const answered = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
    if (answered) break
    await sleep(10)
  }
  return {
    child,
    port,
    startedInMs: Math.round(performance.now() - start),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
