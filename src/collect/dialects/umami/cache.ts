import type { DialectRequest } from '../dialect.ts'
import { fieldsOf, numberOf, parseJson, textOf } from '../values.ts'

/** A visit of Umami's ends after this long without an event. */
const VISIT_MS = 30 * 60_000

export type Cache = { cache: string; sessionId: string; visitId: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Umami's script keeps the token of an answer in memory and sends it with the next event. Nothing is recognised by it here
 * (Minnow does that by itself); it carries ids for code that reads them, and they stay the same for as long as Umami's would.
 */
export const nextCache = (
  header: unknown,
  { receivedAt, newId }: Pick<DialectRequest, 'receivedAt' | 'newId'>,
): Cache => {
  const given = fieldsOf(parseJson(Buffer.from(textOf(header, 500) ?? '', 'base64url').toString('utf8')))
  const { s: session, v: visit } = given
  const isFresh = receivedAt - (numberOf(given.t) ?? 0) < VISIT_MS
  const sessionId = typeof session === 'string' && uuid.test(session) ? session : newId()
  const visitId = typeof visit === 'string' && uuid.test(visit) && isFresh ? visit : newId()
  const token = JSON.stringify({ s: sessionId, v: visitId, t: receivedAt })
  return { cache: Buffer.from(token).toString('base64url'), sessionId, visitId }
}
