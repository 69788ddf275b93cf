import { pino } from 'pino'
import type { Config } from './config.ts'

/** Structured lines on stderr, so that stdout stays free for what a command answers. */
export type Log = {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export const createLog = (level: Config['logLevel']): Log =>
  pino(
    { level, base: null, redact: ['*.password', '*.token', '*.key', '*.authorization', '*.cookie'] },
    pino.destination({ dest: 2, sync: false }),
  )

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
