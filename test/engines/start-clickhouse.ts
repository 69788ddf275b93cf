import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type Engine = { url: string; stop(): Promise<void> }

/** An engine that a test may break: what it wrote stays, and it starts again at the same address. */
export type Breakable = Engine & {
  crash(): Promise<void>
  start(): Promise<void>
  /** Neither answers nor refuses, until `resume`. */
  pause(): void
  resume(): void
}

const startLimitMs = 60_000

type Given = {
  tcpPort?: number
  config?: string
  environment?: Record<string, string>
  /** The server calls its folder by a name that leads there for itself only, as one on another machine would. Linux only. */
  isElsewhere?: boolean
}

/** A real ClickHouse server in a folder of its own, gone with this process. */
export const startClickhouse = async (given: Given = {}): Promise<Breakable> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-clickhouse-'))
  const [httpPort, tcpPort] = [await freePort(), given.tcpPort ?? (await freePort())]
  const script = join(import.meta.dirname, 'clickhouse-server.mjs')
  const path = given.isElsewhere ? '/proc/self/cwd/data' : folder
  const words = [script, path, String(httpPort), String(tcpPort), ...(given.config ? [given.config] : [])]
  const url = `http://127.0.0.1:${httpPort}`
  let server: ChildProcess
  let gone: Promise<void>

  const crash = async () => {
    server.kill('SIGKILL')
    await gone
  }
  const stop = async () => {
    await crash()
    rmSync(folder, { recursive: true, force: true })
  }
  const start = async () => {
    const env = { ...process.env, ...given.environment }
    const started = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'pipe'], env, cwd: folder })
    server = started
    let said = ''
    started.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4_000)
    })
    gone = new Promise<void>((resolve) => started.once('exit', () => resolve()))
    const until = Date.now() + startLimitMs
    while (started.exitCode === null && Date.now() < until) {
      const answer = await fetch(`${url}/ping`).catch(() => undefined)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await stop()
    throw new Error(`The ClickHouse server for the tests did not start:\n${said}`)
  }
  await start()
  return { url, stop, crash, start, pause: () => server.kill('SIGSTOP'), resume: () => server.kill('SIGCONT') }
}
