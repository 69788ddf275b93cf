import type { IncomingEvent } from '../../contract/collect.ts'
import type { ImportKind, ImportOptions } from '../../contract/imports.ts'
import type { SideKind } from '../../contract/side-data.ts'
import type { Site } from '../../contract/site.ts'

export type Row = Record<string, unknown>

/** What a row of a file is: events, figures for a table, something known to be neither, or a mistake. */
export type Turned =
  | { events: readonly IncomingEvent[] }
  | { rows: readonly Row[] }
  | { skipped: string }
  | { problem: string; detail: string }

/** What a file does not say, and the site does. */
export type TurnContext = {
  site: Pick<Site, 'timezone' | 'currency' | 'domains'>
  options: ImportOptions
}

/** One kind of file: how it is recognised by its first row, and what becomes of each row. */
export type ImportFormat = {
  kind: ImportKind
  /** Where its figures go; absent where it makes events. */
  table?: SideKind
  isLike(columns: readonly string[]): boolean
  /** Called with the first row's columns; throws WrongMapping when what matters is not there. */
  start(context: TurnContext, columns: readonly string[]): (row: Row) => Turned
}

/** The file as it is asked for cannot be; the message says what to write instead. */
export class WrongMapping extends Error {
  override name = 'WrongMapping'
}
