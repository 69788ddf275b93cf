import type { FileRow } from './file-row.ts'

/** JSON Lines, one JSON list, or one JSON object that holds a list. */

type Element = { line: number; text: string }

/** The elements of the first list of a document, one by one, without holding the document. */
async function* elements(text: AsyncGenerator<string>, listDepth: number): AsyncGenerator<Element> {
  let [depth, line, startLine] = [0, 1, 1]
  let [inString, isEscaped, isIn] = [false, false, false]
  let found = ''
  for await (const chunk of text) {
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      const character = chunk[at]
      if (character === '\n') line++
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (character === '\\') isEscaped = true
        else if (character === '"') inString = false
        continue
      }
      if (character === '"') inString = true
      else if (character === '[' || character === '{') {
        depth++
        if (!isIn && character === '[' && depth === listDepth) {
          isIn = true
          start = at + 1
          startLine = line
        }
      } else if (character === ']' || character === '}') {
        depth--
        if (isIn && depth === listDepth - 1) {
          const last = found + chunk.slice(start, at)
          if (last.trim() !== '') yield { line: startLine, text: last }
          return
        }
      } else if (character === ',' && isIn && depth === listDepth) {
        yield { line: startLine, text: found + chunk.slice(start, at) }
        found = ''
        start = at + 1
        startLine = line
      }
    }
    if (isIn) found += chunk.slice(start)
  }
  if (found.trim() !== '') yield { line: startLine, text: found }
}

const rowOf = ({ line, text }: Element): FileRow => {
  try {
    const row: unknown = JSON.parse(text)
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return { line, problem: 'a line must be one JSON object' }
    return { line, row: row as Record<string, unknown> }
  } catch (error) {
    return { line, problem: `not JSON: ${(error as Error).message}` }
  }
}

async function* lines(text: AsyncGenerator<string>): AsyncGenerator<Element> {
  let line = 0
  let rest = ''
  for await (const chunk of text) {
    const found = (rest + chunk).split('\n')
    rest = found.pop() ?? ''
    for (const one of found) yield { line: ++line, text: one }
  }
  yield { line: ++line, text: rest }
}

const listNames = ['rows', 'data', 'products', 'items', 'events', 'value']

/** The list inside an object that is nothing but its wrapping. */
const wrapped = (row: Record<string, unknown>): unknown[] | undefined => {
  const lists = listNames.flatMap((name) => (Array.isArray(row[name]) ? [row[name] as unknown[]] : []))
  const isWrapping = lists.length === 1 && !('event_name' in row) && !('name' in row) && !('time' in row)
  return isWrapping ? lists[0] : undefined
}

async function* again(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

/** How deep the list lies whose elements are the rows; 0 where every line is a row. */
const depthOf = (start: string): 0 | 1 | 2 => {
  const content = start.replace(/^\uFEFF/, '').trimStart()
  if (content.startsWith('[')) return 1
  // The first line of JSON Lines is whole; that of a document over several lines is not.
  const firstLine = content.split('\n', 1)[0] ?? ''
  return /^\{\s*("[^"]*"\s*:\s*\[?\s*\{?\s*)?$/.test(firstLine) ? 2 : 0
}

/** Every object of the file. */
export async function* readJson(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  let start = ''
  while (start.length < 4_096) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  const whole = again(start, text)
  const depth = depthOf(start)
  if (depth > 0) {
    for await (const element of elements(whole, depth)) yield rowOf(element)
    return
  }
  for await (const { line, text: raw } of lines(whole)) {
    const content = raw.replace(/^\uFEFF/, '').trim()
    if (content === '') continue
    const read = rowOf({ line, text: content })
    const list = line === 1 && 'row' in read ? wrapped(read.row) : undefined
    if (list === undefined) yield read
    else for (const row of list) yield rowOf({ line, text: JSON.stringify(row) })
  }
}
