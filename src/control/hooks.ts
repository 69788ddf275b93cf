import type { Hook, HookKind } from '../contract/mention.ts'
import { type Random, randomText } from '../platform/random.ts'
import { SecretLocked, type Secrets } from '../platform/secrets.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['hooks']

/** An address of ours that another service sends to. Its token is in the address; a mention's hook has nothing else. */
export type OpenHook = { id: string; site: string; kind: HookKind; secret: string; verifyToken: string }

const TOKEN_CHARACTERS = 32

const purpose = (id: string, part: 'secret' | 'token'): string => `hook ${id} ${part}`

const urlOf = ({ id, kind }: Pick<Row, 'id' | 'kind'>, publicUrl: string, token: string): string =>
  kind === 'mentions' ? `${publicUrl}/api/hooks/mentions/${id}/${token}` : `${publicUrl}/api/hooks/${kind}/${id}`

const toHook = (row: Row, { secrets, publicUrl }: HookWorld): Hook => {
  const token = readOr(undefined, () => secrets.open(row.token, purpose(row.id, 'token')))
  return {
    ...{ id: row.id, kind: row.kind, created: Number(row.created), received: Number(row.received) },
    last_received: row.last_received === null ? null : Number(row.last_received),
    url: urlOf(row, publicUrl, token ?? '…'),
    verify_token: row.kind === 'messenger' ? (token ?? null) : null,
    locked: token === undefined,
  }
}

/** A secret that cannot be opened here is as good as none. */
const readOr = <Other>(other: Other, read: () => string): string | Other => {
  try {
    return read()
  } catch (error) {
    if (error instanceof SecretLocked) return other
    throw error
  }
}

export type HookWorld = { secrets: Secrets; publicUrl: string }

export const listHooks = async (db: ControlDatabase, site: string, world: HookWorld): Promise<Hook[]> => {
  const rows = await db
    .selectFrom('hooks')
    .selectAll()
    .where('site', '=', site)
    .orderBy('created')
    .orderBy('id')
    .execute()
  return rows.map((row) => toHook(row, world))
}

export const createHook = async (
  db: ControlDatabase,
  { site, kind, secret }: { site: string; kind: HookKind; secret: string },
  { random, now, ...world }: HookWorld & { random: Random; now: number },
): Promise<Hook> => {
  const id = randomText(random, 12)
  const token = randomText(random, TOKEN_CHARACTERS)
  const row: Row = {
    ...{ id, site, kind, created: now, last_received: null, received: 0 },
    secret: world.secrets.seal(secret, purpose(id, 'secret')),
    token: world.secrets.seal(token, purpose(id, 'token')),
  }
  await db.insertInto('hooks').values(row).execute()
  return toHook(row, world)
}

export const findHook = async (
  db: ControlDatabase,
  { id, kind }: { id: string; kind: HookKind },
  secrets: Secrets,
): Promise<OpenHook | undefined> => {
  const row = await db.selectFrom('hooks').selectAll().where('id', '=', id).where('kind', '=', kind).executeTakeFirst()
  return (
    row && {
      ...{ id, kind, site: row.site },
      secret: secrets.open(row.secret, purpose(id, 'secret')),
      verifyToken: secrets.open(row.token, purpose(id, 'token')),
    }
  )
}

export const markHookUsed = async (db: ControlDatabase, id: string, now: number): Promise<void> => {
  await db
    .updateTable('hooks')
    .set((expression) => ({ last_received: now, received: expression('received', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export const removeHook = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('hooks').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

/** What an older key has sealed is sealed with the newest. */
export const sealHooksAgain = async (db: ControlDatabase, secrets: Secrets): Promise<void> => {
  for (const { id, secret, token } of await db.selectFrom('hooks').selectAll().execute()) {
    if (!secrets.isOld(secret) && !secrets.isOld(token)) continue
    const again = (sealed: string, part: 'secret' | 'token'): string =>
      readOr(sealed, () => secrets.seal(secrets.open(sealed, purpose(id, part)), purpose(id, part)))
    const sealed = { secret: again(secret, 'secret'), token: again(token, 'token') }
    await db.updateTable('hooks').set(sealed).where('id', '=', id).execute()
  }
}
