import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type ControlStore, hashSecret, type KeyFacts } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { checkDatabase } from '../operating/database-down.ts'
import type { Accounts, SignedIn } from './accounts.ts'

/** Who sends a request. */
export type Asker =
  | { kind: 'anyone' }
  | { kind: 'user'; user: SignedIn }
  | { kind: 'key'; key: KeyFacts }
  /** The command line on this machine, which has read the token in the data folder. */
  | { kind: 'local' }

export const headersOf = (incoming: IncomingHttpHeaders): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming)) {
    if (name.startsWith(':') || value === undefined) continue
    headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

const bearer = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S{8,200})$/i.exec(headers.authorization ?? '')?.[1]

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address))

const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b)))

const keyAsker = async ({ keys }: Deps, secret: string): Promise<Asker> => {
  const key = await keys.find(secret)
  if (!key) throw new Refusal('wrong_key')
  return { kind: 'key', key }
}

export const sessionUser = async (
  { accounts, control }: { accounts: Accounts; control: ControlStore },
  headers: Headers,
): Promise<SignedIn | undefined> => {
  const { api } = await accounts()
  const session = await api.getSession({ headers }).catch(async (error: unknown) => {
    await checkDatabase(control)
    throw error
  })
  if (!session) return undefined
  const { id, name, email, language } = session.user
  return { id, name, email, language: language ?? null }
}

export type AskedBy = { headers: IncomingHttpHeaders; socket: { remoteAddress?: string | undefined } }

/** Keys win over cookies: a script that sends both means the key. */
export const findAsker = async (deps: Deps, { headers, socket }: AskedBy): Promise<Asker> => {
  const secret = bearer(headers)
  if (secret) {
    if (secret.startsWith('mnw_')) return keyAsker(deps, secret)
    const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
    if (deps.localToken && isLoopback(socket.remoteAddress) && !forwarded && sameSecret(secret, deps.localToken)) {
      return { kind: 'local' }
    }
    throw new Refusal('wrong_key')
  }
  if (!headers.cookie?.includes('minnow.')) return { kind: 'anyone' }
  const user = await sessionUser(deps, headersOf(headers))
  return user ? { kind: 'user', user } : { kind: 'anyone' }
}
