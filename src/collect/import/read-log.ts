import type { FileRow } from './file-row.ts'
import { readLogLine } from './formats/access-log.ts'

/** Lines of a web server's access log. */
export async function* readLog(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  let line = 0
  let rest = ''
  const rowOf = (raw: string): FileRow | undefined => {
    line++
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) return undefined
    const row = readLogLine(content)
    return row ? { line, row } : { line, problem: 'not a line of the combined log format' }
  }
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const raw of lines) {
      const row = rowOf(raw)
      if (row) yield row
    }
  }
  const last = rowOf(rest)
  if (last) yield last
}
