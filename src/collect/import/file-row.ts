/** A row of a file, or why a line of it is none. `line` counts from 1 as an editor does (Parquet: the row's number). */
export type FileRow = { line: number; row: Record<string, unknown> } | { line: number; problem: string }

/** The file as a whole cannot be read; the message says why and what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}
