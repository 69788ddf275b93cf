import type { ControlStore } from '../../control/index.ts'

/** SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL. */
const sqliteTrouble = new Set([5, 10, 13])
const PRIMARY_CODE = 0xff
const connectionTrouble = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P0\d|53\d00|08\d\d\d)$/
const saidByDriver =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/

/** The control store does not answer, or its disk is full. */
export const isDatabaseDown = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (typeof errcode === 'number') return sqliteTrouble.has(errcode & PRIMARY_CODE)
  return (typeof code === 'string' && connectionTrouble.test(code)) || saidByDriver.test(error.message)
}

/** Rejects with the store's own error when it does not answer: the library that asked it hides the reason. */
export const checkDatabase = async ({ db }: ControlStore): Promise<void> => {
  await db.selectFrom('meta').select('value').limit(1).execute()
}
