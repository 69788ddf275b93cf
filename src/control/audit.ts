import { AuditEntry, type AuditPage, type AuditRequest } from '../contract/audit.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

export type AuditNote = Omit<AuditEntry, 'detail'> & { site: string | null; actor: string; detail: object }

export const addAudit = async (db: ControlDatabase, { detail, ...note }: AuditNote): Promise<void> => {
  await db
    .insertInto('audit')
    .values({ ...note, detail: JSON.stringify(detail) })
    .execute()
}

const toEntry = ({ id, at, actor_kind, actor_name, action, detail, address }: ControlTables['audit']): AuditEntry =>
  AuditEntry.parse({ id, at: Number(at), actor_kind, actor_name, action, detail: JSON.parse(detail), address })

/**
 * What happened at a site, and to the accounts of those who may see it; the newest first. `withStrangers`: also failed
 * sign-ins, which are nobody's.
 */
export const listAudit = async (
  db: ControlDatabase,
  site: string,
  { request, withStrangers }: { request: AuditRequest; withStrangers: boolean },
): Promise<AuditPage> => {
  const { action, after, limit } = request
  const members = db.selectFrom('memberships').select('user_id').where('site', '=', site)
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where((row) =>
      row.or([
        row('site', '=', site),
        row.and([row('site', 'is', null), row('actor', 'in', members)]),
        ...(withStrangers ? [row.and([row('site', 'is', null), row('actor_kind', 'in', ['anyone', 'local'])])] : []),
      ]),
    )
  if (action !== undefined) query = query.where('action', '=', action)
  const [, at, last] = /^(\d{1,16})-(\w{1,40})$/.exec(after ?? '') ?? []
  if (at !== undefined && last !== undefined) {
    query = query.where((row) =>
      row.or([row('at', '<', Number(at)), row.and([row('at', '=', Number(at)), row('id', '<', last)])]),
    )
  }
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  const end = rows.length === limit ? rows.at(-1) : undefined
  return { entries: rows.map(toEntry), next: end ? `${end.at}-${end.id}` : null }
}

export const removeOldAudit = async (db: ControlDatabase, before: number): Promise<void> => {
  await db.deleteFrom('audit').where('at', '<', before).execute()
}
