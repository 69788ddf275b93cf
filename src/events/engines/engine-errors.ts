import { QueryInvalid, QueryTooHeavy, StoreUnavailable } from '../store.ts'

/** Stopped by its own limits: time, speed, rows, bytes, memory. */
const tooHeavy = new Set([158, 159, 160, 241, 307, 396])
/** A pattern that the engine cannot use. */
const invalid = new Set([427])

/** ClickHouse's own number of an error. */
export const codeOf = (error: unknown): number | undefined => {
  const { clickhouseCode, code } = error as { clickhouseCode?: unknown; code?: unknown }
  if (typeof clickhouseCode === 'number') return clickhouseCode
  const number = Number(code)
  if (Number.isInteger(number)) return number
  const said = /Code: (\d+)\./.exec(error instanceof Error ? error.message : '')
  return said ? Number(said[1]) : undefined
}

/** The engine's error as one of the store's; mistakes in a statement stay what they are. */
export const queryError = (error: unknown): unknown => {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === undefined) return new StoreUnavailable(message, { cause: error })
  if (tooHeavy.has(code)) return new QueryTooHeavy(message, { cause: error })
  if (invalid.has(code)) return new QueryInvalid(message, { cause: error })
  return error
}

/** Whatever went wrong, the rows may not be on disk. */
export const insertError = (error: unknown): StoreUnavailable =>
  new StoreUnavailable(`Events could not be stored: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  })

/** What an aborted call rejects with, as fetch does. */
export const abortError = (): DOMException => new DOMException('The query was aborted', 'AbortError')
