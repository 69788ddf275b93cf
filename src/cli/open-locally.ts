import { StoreUnavailable } from '../events/index.ts'
import { FolderInUse, isDatabaseDown, openMinnow } from '../server/index.ts'
import { CommandError } from './exit.ts'
import type { Send } from './send.ts'

/** Opens the stores of a data folder in this process, without listening. Throws CommandError when another holds it. */
export const openLocally = async (dataDir: string): Promise<{ inject: Send; close(): Promise<void> }> => {
  const minnow = await openMinnow({ dataDir, logLevel: 'error' }).catch((error: Error) => {
    if (error instanceof FolderInUse) throw new CommandError('unavailable', error.message)
    if (error instanceof StoreUnavailable) {
      throw new CommandError('unavailable', `ClickHouse cannot be reached (MINNOW_CLICKHOUSE_URL): ${error.message}`)
    }
    if (!isDatabaseDown(error)) throw error
    throw new CommandError('unavailable', `PostgreSQL cannot be reached (MINNOW_DATABASE_URL): ${error.message}`)
  })
  const authorization = `Bearer ${minnow.localToken}`
  return {
    inject: async (method, path, body) => {
      const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      const answer = await minnow.app.inject({ method: method as 'POST', url: path, headers, payload: body })
      return {
        status: answer.statusCode,
        body: answer.body,
        retryAfterSeconds: Number(answer.headers['retry-after'] ?? 1),
      }
    },
    close: () => minnow.close(),
  }
}
