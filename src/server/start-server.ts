import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { lockFolder } from '../control/index.ts'
import { readConfig } from '../platform/config.ts'
import { startJobs } from './jobs/jobs.ts'
import { type OpenMinnow, openMinnow, type StartOptions } from './minnow.ts'
import { openDemo } from './routes/demo-routes.ts'

/** Who starts Minnow looks at a report first. */
const REST_AFTER_MS = 3_000

export type RunningServer = OpenMinnow & { url: string; port: number }

/** The port cannot be listened on; the message says which option changes it. */
export class PortTaken extends Error {
  override name = 'PortTaken'
}

const listenError = (error: unknown, { host, port }: { host: string; port: number }): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new PortTaken(
      `Port ${port} is in use. Choose another one: npm start -- --port ${port + 1} (or MINNOW_PORT=${port + 1}).`,
    )
  }
  if (code === 'EACCES')
    return new PortTaken(`Port ${port} needs more rights. Choose one above 1023: npm start -- --port 8787.`)
  if (code === 'EADDRNOTAVAIL')
    return new PortTaken(`This machine has no address ${host}. Choose another one with --host.`)
  return error
}

/** Asked before the stores are opened, which takes seconds. */
const checkPort = ({ host, port }: { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(listenError(error, { host, port })))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  })

/** A second start on the same folder is told so, whatever the port. */
const checkFolder = (dataDir: string): void => {
  if (existsSync(dataDir)) lockFolder(dataDir)()
}

/** Read by the command line of the same user only. */
const writeNote = (dataDir: string, note: { pid: number; url: string; token: string }): string => {
  const file = join(dataDir, 'server.json')
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  return file
}

const loopback = (host: string): string =>
  host === '0.0.0.0' || host === '::' || host === 'localhost' ? '127.0.0.1' : host
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** Opens the stores and listens. Throws PortTaken, FolderInUse, ConfigError or StoreRefused with a sentence for people. */
export const listen = async (options: StartOptions = {}): Promise<RunningServer> => {
  const wanted = readConfig(options)
  checkFolder(wanted.dataDir)
  await checkPort(wanted)
  const minnow = await openMinnow({ isPatient: true, restAfterMs: REST_AFTER_MS, ...options })
  const { config, app, localToken } = minnow
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await minnow.close()
    throw listenError(error, config)
  }
  const { port } = app.server.address() as AddressInfo
  const note = writeNote(config.dataDir, {
    pid: process.pid,
    url: `http://${inUrl(loopback(config.host))}:${port}`,
    token: localToken,
  })
  const stopJobs = startJobs(minnow.deps)
  const close = async (): Promise<void> => {
    await stopJobs()
    rmSync(note, { force: true })
    await minnow.close()
  }
  return {
    ...minnow,
    close,
    port,
    url: `http://${inUrl(config.host === '0.0.0.0' ? 'localhost' : config.host)}:${port}`,
  }
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const greet = async ({ config, url, port, deps }: RunningServer): Promise<void> => {
  const page = config.publicUrl.startsWith('https:') ? config.publicUrl : url
  for (const name of config.unknown) say(`  ${name} is no setting of Minnow and was not used.`)
  const demo = config.demo ? await openDemo(deps) : undefined
  say('')
  say(`  Minnow is running:  ${page}${demo ? `/sites/${demo}/overview` : ''}`)
  if (demo) say(`  The demo shop:      ${url}/demo-shop/`)
  say(`  Data:               ${config.dataDir}`)
  if (deps.opening)
    say('  ClickHouse cannot be reached yet. Events are taken and wait on disk; reports come when it is there.')
  say(`  Stop with Ctrl+C.   Another port: --port ${port + 1}`)
  say('')
}

/** Until a signal comes: then nothing new is taken, what was taken is on disk, and the process ends. */
const closeOnSignal = (server: RunningServer): void => {
  let closing = false
  const close = (): void => {
    if (closing) return
    closing = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        server.log.error({ err: error }, 'the server did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
  process.once('SIGHUP', close)
}

/** A forgotten promise of one request must not end the collecting of all others; it is written down as the mistake it is. */
const survive = ({ log }: RunningServer): void => {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejected promise was not handled'))
}

/** `minnow start`. */
export const startServer = async (options: StartOptions = {}): Promise<RunningServer> => {
  const server = await listen(options)
  closeOnSignal(server)
  survive(server)
  await greet(server)
  return server
}
