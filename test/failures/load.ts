import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import type { EventStore } from '../../src/events/index.ts'
import { sql } from '../../src/platform/sql.ts'

const userAgent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

export type Load = {
  /** How requests were answered; 0: not at all. */
  answers: Map<number, number>
  acknowledged: Set<string>
  transactions: Set<string>
  /** Why events were not stored, besides resends: nothing, or the load is no load. */
  refusals: Set<string>
  /** Of the last answer that asked to come again. */
  retryAfter: () => string | null
  /** Resolves when so many more events are acknowledged. */
  more(events: number): Promise<void>
  /** Resolves when so many more requests got this answer. */
  answered(status: number, times?: number): Promise<void>
  stop(): Promise<void>
}

const waitFor = async (isSo: () => boolean, what: () => string): Promise<void> => {
  for (const until = Date.now() + 60_000; !isSo(); await wait(20)) {
    if (Date.now() > until) throw new Error(`waited a minute for ${what()}`)
  }
}

/** Senders who send until they are heard, as the tag does: over every trouble, with the same ids. */
export const startLoad = (
  url: string,
  { site, senders = 8, events: perRequest = 4 }: { site: string; senders?: number; events?: number },
): Load => {
  const answers = new Map<number, number>()
  const acknowledged = new Set<string>()
  const transactions = new Set<string>()
  const refusals = new Set<string>()
  let next = 0
  let running = true
  let retryAfter: string | null = null

  const batch = () => {
    const number = next++
    return Array.from({ length: 1 + (number % perRequest) }, (_, index) => ({
      id: `${number}-${index}`,
      name: index === 0 && number % 3 === 0 ? 'purchase' : 'page_view',
      // Two senders report each purchase: the tag and the shop's server.
      ...(index === 0 && number % 3 === 0 && { transaction_id: `T${number >> 1}`, value: 1 }),
      time: Date.now(),
      // Nobody looks at more than a few pages, or it would be set aside as too fast for a person.
      visitor: `v${number}-${index >> 3}`,
      url: `https://shop.example/${number % 20}`,
    }))
  }
  const send = async (body: string): Promise<number> => {
    try {
      const answer = await fetch(`${url}/api/collect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': userAgent, origin: 'https://shop.example' },
        body,
        signal: AbortSignal.timeout(20_000),
      })
      const { dropped = [] } = (await answer.json()) as Partial<CollectAnswer>
      for (const { reason } of dropped) if (reason !== 'duplicate') refusals.add(reason)
      if (answer.status === 503) retryAfter = answer.headers.get('retry-after')
      return answer.status
    } catch {
      return 0
    }
  }
  const sender = async (): Promise<void> => {
    while (running) {
      const events = batch()
      for (let status = -1; running && status !== 202; ) {
        status = await send(JSON.stringify({ site, events }))
        answers.set(status, (answers.get(status) ?? 0) + 1)
        if (status !== 202) {
          // Sooner than the answer asks, so that a minute's trouble takes seconds.
          await wait(100)
          continue
        }
        for (const { id, transaction_id: transaction } of events) {
          acknowledged.add(id)
          if (transaction) transactions.add(transaction)
        }
      }
    }
  }
  const sending = Array.from({ length: senders }, sender)

  return {
    answers,
    acknowledged,
    transactions,
    refusals,
    retryAfter: () => retryAfter,
    more: (events) => {
      const before = acknowledged.size
      return waitFor(
        () => acknowledged.size >= before + events,
        () => `${events} more events; answers: ${JSON.stringify([...answers])}`,
      )
    },
    answered: (status, times = 1) => {
      const before = answers.get(status) ?? 0
      return waitFor(
        () => (answers.get(status) ?? 0) >= before + times,
        () => `an answer ${status}; answers: ${JSON.stringify([...answers])}`,
      )
    },
    stop: async () => {
      running = false
      await Promise.all(sending)
    },
  }
}

/** Every acknowledged event is stored, none twice, and of each transaction exactly one purchase counts. */
export const expectAllOnce = async (store: EventStore, { site, load }: { site: string; load: Load }): Promise<void> => {
  expect([...load.refusals]).toEqual([])
  const twice = await store.query(
    sql`SELECT toString(id) AS id, toString(count()) AS times FROM events WHERE site = ${site} GROUP BY id HAVING count() > 1`,
  )
  expect(twice).toEqual([])
  const ids = [...load.acknowledged]
  expect(ids.length).toBeGreaterThan(0)
  const lost: string[] = []
  for (let start = 0; start < ids.length; start += 20_000) {
    const some = ids.slice(start, start + 20_000)
    const rows = await store.query<{ id: string }>(
      sql`SELECT id FROM (SELECT arrayJoin(${some}) AS id)
        WHERE xxHash64(concat(${site}, '\\0', id)) NOT IN (SELECT id FROM events WHERE site = ${site})`,
    )
    lost.push(...rows.map(({ id }) => id))
  }
  expect(lost).toEqual([])
  const counted = await store.query<{ transaction: string; times: string }>(
    sql`SELECT transaction_id AS transaction, toString(countIf(repeat = 0)) AS times FROM events
      WHERE site = ${site} AND name = 'purchase' GROUP BY transaction_id`,
  )
  expect(counted.filter(({ times }) => times !== '1')).toEqual([])
  expect(counted.length).toBeGreaterThanOrEqual(load.transactions.size)
}
