import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { type EndpointName, endpoints } from '../contract/api.ts'
import type { ApiError } from '../contract/error.ts'
import { CommandError, type ExitName } from './exit.ts'
import type { Answer, Send } from './send.ts'

type Endpoints = typeof endpoints
type Output<N extends EndpointName> = z.output<Endpoints[N]['output']>
type Input<N extends EndpointName> = Endpoints[N] extends { input: infer I extends z.ZodType } ? z.input<I> : undefined

/**
 * The command line speaks the HTTP API, whether a server runs on the data folder (then over HTTP) or not
 * (then the stores are opened here and the same routes answer without a network).
 */
export type Door = {
  running: boolean
  call<N extends EndpointName>(name: N, params: Record<string, string>, input?: Input<N>): Promise<Output<N>>
  close(): Promise<void>
}

/** How often a busy server is asked again. */
const patience = 10

const exitOf = (status: number): ExitName => {
  if (status === 404) return 'notFound'
  if (status === 429 || status === 503) return 'unavailable'
  return status < 500 ? 'usage' : 'failed'
}

const errorOf = ({ status, body }: Answer): CommandError => {
  try {
    const { error } = JSON.parse(body) as ApiError
    const issues = (error.issues ?? []).map((issue) => `\n  ${issue.path}: ${issue.message}`).join('')
    return new CommandError(exitOf(status), `${error.message}${error.fix ? ` ${error.fix}` : ''}${issues}`)
  } catch {
    return new CommandError(exitOf(status), `The server answered ${status}.`)
  }
}

const doorOver = (send: Send, running: boolean, close: () => Promise<void>): Door => ({
  running,
  close,
  call: async (name, params, input) => {
    const { method, path } = endpoints[name]
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
    const body = input === undefined ? undefined : JSON.stringify(input)
    let answer = await send(method, filled, body)
    // A server that is busy says when to come again; a whole import is not given up for that.
    for (let tries = 0; answer.status === 503 && tries < patience; tries++) {
      await sleep(Math.max(1, answer.retryAfterSeconds) * 1_000)
      answer = await send(method, filled, body)
    }
    if (answer.status >= 400) throw errorOf(answer)
    return JSON.parse(answer.body) as Output<typeof name>
  },
})

/** What a running server leaves in its data folder for the command line. */
type Note = { pid: number; url: string; token: string }

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const runningServer = (dataDir: string): Note | undefined => {
  const file = join(dataDir, 'server.json')
  if (!existsSync(file)) return undefined
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Note
    return isAlive(note.pid) ? note : undefined
  } catch {
    return undefined
  }
}

const overHttp = (note: Note): Send => {
  return async (method, path, body) => {
    const headers: Record<string, string> = { authorization: `Bearer ${note.token}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const answer = await fetch(note.url + path, { method, headers, body }).catch((error: Error) => {
      throw new CommandError(
        'unavailable',
        `The server of this data folder (process ${note.pid}) does not answer at ${note.url}: ${error.message}. Stop or restart it.`,
      )
    })
    return {
      status: answer.status,
      body: await answer.text(),
      retryAfterSeconds: Number(answer.headers.get('retry-after') ?? 1),
    }
  }
}

/** Opens the door to the installation whose data is in `dataDir`. */
export const openDoor = async (dataDir: string): Promise<Door> => {
  const note = runningServer(dataDir)
  if (note) return doorOver(overHttp(note), true, async () => undefined)
  const { openLocally } = await import('./open-locally.ts')
  const { inject, close } = await openLocally(dataDir)
  return doorOver(inject, false, close)
}
