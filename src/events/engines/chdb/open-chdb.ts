import { mkdirSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import './large-pages.ts'
import { drainPending, Session } from 'chdb'
import type { Log } from '../../../platform/log.ts'
import { render, type Sql } from '../../../platform/sql.ts'
import type { EventRow } from '../../event.ts'
import { schemaVersion } from '../../migrations/migrate.ts'
import { type EventStore, type QueryOptions, StoreRefused, StoreUnavailable } from '../../store.ts'
import { byMonths } from '../by-months.ts'
import { abortError, insertError, queryError } from '../engine-errors.ts'
import { querySettings, settingsText } from '../limits.ts'
import { readAnswer } from '../read-answer.ts'
import { type EncodedRows, insertColumns, piecesOf } from '../rows-to-text.ts'
import { ConnectionPool } from './connection-pool.ts'
import { checkMark, writeMark } from './folder-mark.ts'

export type ChdbOptions = {
  /** The engine's folder; made when missing. One process opens it at a time. */
  path: string
  /** Queries that run beside a large one; each takes a thread of Node's pool while it runs. Default 2. */
  readers?: number
  /** Memory one query may take. Default 900. */
  memoryMb?: number
  log: Log
}

const stopAgainMs = 250
/** The engine keeps some memory of finished work for itself; told this often while it works, it gives all of it back. */
const giveBackMs = 2_000
/** And this often after it, for what it does by itself with what was written. */
const giveBackRounds = 15
/** After a large query of this length at once, so that the next one does not come on top. */
const longMs = 1_000

const connectionArgs = ['--max_query_size=10000000', '--background_pool_size=2']

const connect = (path: string): Session => {
  try {
    return new Session(path, { connectionArgs })
  } catch (error) {
    throw new StoreRefused(
      `Minnow is already running on this folder, or it cannot be opened: ${path}. Stop the other one, or choose another folder with --data.`,
      { cause: error },
    )
  }
}

/** Opens the embedded engine. Rejects with StoreRefused when another process holds the folder. */
export const openChdb = async ({ path, readers = 2, memoryMb = 900, log }: ChdbOptions): Promise<EventStore> => {
  mkdirSync(path, { recursive: true })
  checkMark(path, schemaVersion)
  // A connection runs one statement at a time, so inserts and the stopping of queries have their own.
  const writer = connect(path)
  const stopper = connect(path)
  writeMark(path, schemaVersion)
  const connections = Array.from({ length: readers }, () => connect(path))
  const pool = new ConnectionPool(connections)
  const ofLarge = connect(path)
  const largeOnes = new ConnectionPool([ofLarge])
  let marks = 0
  let open = true
  let rounds = 0
  const giveBack = (): void => {
    stopper
      .queryAsync('SYSTEM JEMALLOC PURGE')
      .catch((error: unknown) => log.debug({ error }, 'the engine kept its memory'))
  }
  const givingBack = setInterval(() => {
    if (rounds === 0) return
    rounds--
    giveBack()
  }, giveBackMs).unref()

  /** Asks again until the engine has stopped: a query that is only being set up does not hear the first time. */
  const stop = async (mark: string, answer: Promise<unknown>) => {
    let runs = true
    const ended = () => {
      runs = false
    }
    answer.then(ended, ended)
    while (runs) {
      await stopper
        .queryAsync(`KILL QUERY WHERE Settings['log_comment'] = '${mark}' ASYNC`)
        .catch((error: unknown) => log.warn({ error }, 'an abandoned query could not be stopped yet'))
      await Promise.race([answer.catch(() => {}), setTimeout(stopAgainMs, undefined, { ref: false })])
    }
  }

  const run = async (
    text: string,
    { signal, isLarge, mark }: Pick<QueryOptions, 'signal' | 'isLarge'> & { mark: string },
  ): Promise<string> => {
    if (!open) throw new StoreUnavailable('The event store is closed')
    const from = isLarge ? largeOnes : pool
    const connection = await from.take(signal)
    rounds = giveBackRounds
    const start = performance.now()
    const answer = connection.queryAsync(text)
    const give = () => {
      if (isLarge && open && performance.now() - start > longMs) giveBack()
      from.give(connection)
    }
    // A connection keeps a stopped query, and what it holds in memory, until its next statement.
    const free = () => {
      if (signal?.aborted && open) connection.queryAsync('SELECT 1').then(give, give)
      else give()
    }
    answer.then(free, free)
    if (!signal) return (await answer).text()
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        void stop(mark, answer)
        reject(abortError())
      }
      signal.addEventListener('abort', onAbort, { once: true })
      answer
        .then((result) => resolve(result.text()), reject)
        .finally(() => signal.removeEventListener('abort', onAbort))
    })
  }

  const nextMark = () => `minnow-${++marks}`

  const insertPart = async (rows: readonly EventRow[] | EncodedRows): Promise<void> => {
    if (!open) throw new StoreUnavailable('The event store is closed')
    rounds = giveBackRounds
    try {
      const values = Buffer.concat(piecesOf(rows))
      await writer.insert({ table: 'events', columns: insertColumns, format: 'TSV', values })
    } catch (error) {
      throw insertError(error)
    }
  }

  return {
    async insert(rows) {
      for (const part of byMonths(rows)) await insertPart(part)
    },

    async query<Row>(query: Sql, options: QueryOptions = {}): Promise<Row[]> {
      const mark = nextMark()
      const settings = settingsText(querySettings(options, { memoryMb, threads: 2, mark }))
      try {
        const lines = await run(`${render(query)}\nFORMAT JSONEachRow\nSETTINGS ${settings}`, { ...options, mark })
        return readAnswer<Row>(lines)
      } catch (error) {
        throw error instanceof DOMException || error instanceof StoreUnavailable ? error : queryError(error)
      }
    },

    async command(statement) {
      try {
        await run(render(statement), { mark: nextMark() })
      } catch (error) {
        throw queryError(error)
      }
    },

    async close() {
      if (!open) return
      open = false
      clearInterval(givingBack)
      await drainPending()
      for (const connection of [...connections, ofLarge, stopper, writer]) connection.close()
      await drainPending()
    },
  }
}
