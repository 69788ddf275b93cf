import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type Engine = { url: string; stop(): Promise<void> }

const startLimitMs = 60_000

/** A real ClickHouse server in a folder of its own, gone with this process. */
export const startClickhouse = async (given: { tcpPort?: number; config?: string } = {}): Promise<Engine> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-clickhouse-'))
  const [httpPort, tcpPort] = [await freePort(), given.tcpPort ?? (await freePort())]
  const script = join(import.meta.dirname, 'clickhouse-server.mjs')
  const words = [script, folder, String(httpPort), String(tcpPort), ...(given.config ? [given.config] : [])]
  const server = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000)
  })
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const stop = async () => {
    server.kill('SIGKILL')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${httpPort}`
  const until = Date.now() + startLimitMs
  while (server.exitCode === null && Date.now() < until) {
    const answer = await fetch(`${url}/ping`).catch(() => undefined)
    if (answer?.ok) return { url, stop }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stop()
  throw new Error(`The ClickHouse server for the tests did not start:\n${said}`)
}
