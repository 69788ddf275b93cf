import type { FastifyRequest } from 'fastify'
import { type Endpoint, endpoints } from '../../contract/api.ts'
import type { accountActions } from '../../contract/audit-facts.ts'
import { addAudit, listKeys } from '../../control/index.ts'
import { randomText } from '../../platform/random.ts'
import type { Deps } from '../deps.ts'
import type { Asker } from './asker.ts'

const nameOf = new Map<Endpoint, string>(
  Object.entries(endpoints).map(([name, endpoint]: [string, Endpoint]) => [endpoint, name]),
)

/** Where other services report by themselves, all day long. */
const isHook = (path: string): boolean => path.startsWith('/api/hooks/')

/** Changes, and looks at one person or at all stored events; reports are not recorded. */
export const isRecorded = ({ method, path, access, audit }: Endpoint): boolean =>
  audit ?? (method !== 'GET' && access !== 'site:read' && access !== 'collect' && !isHook(path))

const MOST_CHARACTERS = 120
const MOST_FIELDS = 20
const DEPTH = 3
/** Secrets, and whatever could say who a visitor is. */
const unsaid = /pass|secret|token|key|code|cookie|hash|mail|phone|user|visitor|note|text|author|link|credential/i

/** What is sent in bulk tells of visitors: it is in the tables, where somebody can be erased. */
const bulk = /^(events|rows|mentions|csv|names|problems)$/

const shortened = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return depth >= DEPTH || value.length > MOST_FIELDS ? '…' : value.map((one) => shortened(one, depth + 1))
  if (depth >= DEPTH) return '…'
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_FIELDS)
      .filter(([, said]) => said !== undefined)
      .map(([name, said]) => [name, unsaid.test(name) || bulk.test(name) ? '…' : shortened(said, depth + 1)]),
  )
}

/** What was asked for in a path, but not a secret in it. */
const pathFacts = (params: object): object =>
  Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'site' && name !== 'token'))

type Recorder = Pick<Deps, 'control' | 'clock' | 'random'>

const idOf = (asker: Asker): string => {
  if (asker.kind === 'user') return asker.user.id
  return asker.kind === 'key' ? asker.key.id : ''
}

const nameOfActor = async ({ control }: Recorder, asker: Asker): Promise<string> => {
  if (asker.kind === 'user') return asker.user.name
  if (asker.kind !== 'key') return ''
  const keys = await listKeys(control.db, asker.key.site)
  return keys.find(({ id }) => id === asker.key.id)?.name ?? ''
}

const write = async (
  recorder: Recorder,
  note: { asker: Asker; site: string | null; action: string; detail: object; address: string },
): Promise<void> => {
  const { control, clock, random } = recorder
  const { asker, ...rest } = note
  const actor = { actor_kind: asker.kind, actor: idOf(asker), actor_name: await nameOfActor(recorder, asker) }
  await addAudit(control.db, { ...rest, ...actor, id: randomText(random, 12), at: clock.now() })
}

/** The same again within this time, as in an import of many requests, is one entry. */
const ONE_ENTRY_MS = 10 * 60_000
const REMEMBERED = 10_000
const lately = new WeakMap<object, Map<string, number>>()

const isAgain = ({ control, clock }: Recorder, what: string): boolean => {
  const known = lately.get(control) ?? new Map<string, number>()
  lately.set(control, known)
  const before = known.get(what)
  if (known.size >= REMEMBERED) known.clear()
  const now = clock.now()
  if (before !== undefined && now - before < ONE_ENTRY_MS) return true
  known.set(what, now)
  return false
}

export type Asked = {
  endpoint: Endpoint
  asker: Asker
  site: string | undefined
  params: object
  input: unknown
  request: FastifyRequest
}

/** Writes down who saw or changed what. Call it when it was allowed and done. */
export const recordCall = async (
  deps: Recorder,
  { endpoint, asker, site, params, input, request }: Asked,
): Promise<void> => {
  if (!isRecorded(endpoint)) return
  const action = nameOf.get(endpoint) ?? endpoint.path
  const detail = { ...pathFacts(params), ...(shortened(input ?? {}) as object) }
  const { ip: address } = request
  if (isAgain(deps, JSON.stringify([asker.kind, idOf(asker), site, action, detail, address]))) return
  await write(deps, { asker, site: site ?? null, action, detail, address })
}

/** Writes down what happened to an account. */
export const recordAccount = (
  deps: Recorder,
  { asker, action, address }: { asker: Asker; action: (typeof accountActions)[number]; address: string },
): Promise<void> => write(deps, { asker, site: null, action, detail: {}, address })
