import { Presets, SingleBar } from 'cli-progress'

/** What a command prints. With --json: one JSON document on standard output and nothing else there. */
export type Say = {
  json: boolean
  /** The command's answer: as JSON, or as the text made of it. */
  answer(value: unknown, asText: () => string): void
  /** A remark for a person; silent with --json. */
  remark(line: string): void
  /** A bar on standard error, when a person is watching. */
  progress(total: number, unit: string): { at(done: number): void; end(): void }
}

export const createSay = (json: boolean): Say => ({
  json,
  answer: (value, asText) => {
    process.stdout.write(`${json ? JSON.stringify(value) : asText()}\n`)
  },
  remark: (line) => {
    if (!json) process.stderr.write(`${line}\n`)
  },
  progress: (total, unit) => {
    if (json || !process.stderr.isTTY) return { at: () => undefined, end: () => undefined }
    const bar = new SingleBar(
      { format: `{bar} {percentage} % | {value}/{total} ${unit} | {eta_formatted}`, stream: process.stderr },
      Presets.shades_classic,
    )
    bar.start(total, 0)
    return { at: (done) => bar.update(Math.min(done, total)), end: () => bar.stop() }
  },
})

/** Columns of text, numbers to the right. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)))
  const numeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[-–]?$|^[-+]?[\d.,\s]+ ?%?$/.test(row[column] ?? '')),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - [...cell].length)
        return numeric[column] ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`

export const count = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 })

export const duration = (seconds: number | null): string => {
  if (seconds === null) return '–'
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${(seconds / 3_600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} days`
}
