import type { EventStore } from '../../events/index.ts'
import { bind, type Sql, sql } from '../../platform/sql.ts'

/** What the event store answers to "was this stored before?". The store is the truth; the filters spare the question. */

const DAY_MS = 86_400_000
const HASHES_PER_ROW = 1_000_000

export type IdQuestion = { site: string; id: bigint; visitor: bigint; time: number; door: 'live' | 'past' }
export const idKey = ({ id }: IdQuestion): string => id.toString()

const days = (questions: readonly IdQuestion[], { before, after }: { before: number; after: number }): Sql => {
  const times = questions.map(({ time }) => time)
  const from = Math.floor((Math.min(...times) - before) / 1000)
  const to = Math.ceil((Math.max(...times) + after) / 1000)
  return sql`toDate(ts) BETWEEN toDate(toDateTime64(${Math.max(0, from)}, 3, 'UTC')) AND toDate(toDateTime64(${to}, 3, 'UTC'))`
}

const idsWhere = async (store: EventStore, questions: readonly IdQuestion[], condition: Sql): Promise<Set<string>> => {
  const sites = [...new Set(questions.map(({ site }) => site))]
  const ids = questions.map(({ id }) => id)
  const rows = await store.query<{ id: string }>(
    sql`SELECT toString(id) AS id FROM events WHERE site IN ${sites} AND ${condition} AND id IN ${ids}`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** A resend nearly always says the same time and visitor, which the sort key answers at once. */
const near = (store: EventStore, questions: readonly IdQuestion[]): Promise<Set<string>> =>
  idsWhere(
    store,
    questions,
    sql`${days(questions, { before: DAY_MS, after: DAY_MS })} AND visitor IN ${questions.map(({ visitor }) => visitor)}`,
  )

/** `windowMs`: how far back an id of the live doors is looked for whatever time it says. */
export const storedIds = async (
  store: EventStore,
  questions: readonly IdQuestion[],
  windowMs: number,
): Promise<Set<string>> => {
  const past = questions.filter(({ door }) => door === 'past')
  const live = questions.filter(({ door }) => door === 'live')
  const found = new Set<string>()
  if (past.length > 0) {
    for (const id of await idsWhere(store, past, days(past, { before: DAY_MS, after: DAY_MS }))) found.add(id)
  }
  if (live.length > 0) {
    for (const id of await near(store, live)) found.add(id)
    const rest = live.filter((question) => !found.has(idKey(question)))
    if (rest.length > 0) {
      for (const id of await idsWhere(store, rest, days(rest, { before: windowMs, after: windowMs }))) found.add(id)
    }
  }
  return found
}

export type TransactionQuestion = { site: string; transaction: string }
export const transactionKey = ({ site, transaction }: TransactionQuestion): string => `${site}\0${transaction}`

/** Purchases that counted, of any time. */
export const storedTransactions = async (
  store: EventStore,
  questions: readonly TransactionQuestion[],
): Promise<Set<string>> => {
  const rows = await store.query<{ site: string; transaction: string }>(
    sql`SELECT DISTINCT site, transaction_id AS transaction FROM events
      WHERE site IN ${[...new Set(questions.map(({ site }) => site))]} AND name = 'purchase' AND repeat = 0
        AND transaction_id IN ${questions.map(({ transaction }) => transaction)}`,
  )
  return new Set(rows.map(transactionKey))
}

/** Many 64-bit hashes travel as the base64 of their bytes: a million a row. */
async function* hashes(
  store: EventStore,
  { value, where }: { value: Sql; where: Sql },
): AsyncGenerator<BigUint64Array> {
  const [size] = await store.query<{ hashes: string }>(
    sql`SELECT toString(count()) AS hashes FROM events WHERE ${where}`,
  )
  const parts = Math.ceil(Number(size?.hashes ?? 0) / HASHES_PER_ROW)
  for (let part = 0; part < parts; part++) {
    const [row] = await store.query<{ bytes: string }>(
      sql`SELECT base64Encode(arrayStringConcat(groupArray(toString(reinterpretAsFixedString(hash))))) AS bytes
        FROM (SELECT ${value} AS hash FROM events WHERE ${where}) WHERE hash % ${bind(parts, 'UInt32')} = ${bind(part, 'UInt32')}`,
      { maxSeconds: 120 },
    )
    const bytes = new Uint8Array(Buffer.from(row?.bytes ?? '', 'base64'))
    yield new BigUint64Array(bytes.buffer, 0, Math.floor(bytes.length / 8))
  }
}

/** Ids of the events of one UTC day. */
export const idsOfDay = (store: EventStore, day: number) =>
  hashes(store, {
    value: sql`id`,
    where: sql`toDate(ts) = toDate(toDateTime64(${Math.floor(day / 1000)}, 3, 'UTC'))`,
  })

export const transactionsCounted = (store: EventStore) =>
  hashes(store, {
    value: sql`xxHash64(concat(site, '\\0', transaction_id))`,
    where: sql`name = 'purchase' AND repeat = 0 AND transaction_id != ''`,
  })
