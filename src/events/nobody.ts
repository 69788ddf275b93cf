import { bind, type Sql, sql } from '../platform/sql.ts'

/**
 * The visitor and the session of what nobody did on the site: mentions, written elsewhere by people who may never have
 * come. Such events count, and no person and no session with them. Every other visitor's number is a hash.
 */
export const nobody = 0n

const number = bind(nobody, 'UInt64')

/** Of a visitor, a person or a session: whether there was one. */
export const isSome = (who: Sql): Sql => sql`${who} != ${number}`

/** The same who, and NULL instead of nobody: among different ones, NULL is not counted. */
export const someOrNull = (who: Sql): Sql => sql`nullIf(${who}, ${number})`

/** The number as text; empty of nobody. */
export const someText = (who: Sql): Sql => sql`if(${isSome(who)}, toString(${who}), '')`
