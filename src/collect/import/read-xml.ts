import { SaxesParser } from 'saxes'
import { type FileRow, UnreadableFile } from './file-row.ts'

const isItem = (name: string): boolean => ['item', 'entry', 'product', 'offer'].includes(name.toLowerCase())

/** The items of a feed (RSS, Atom), each a row of its elements' texts; of elements that stand twice, the first. */
export async function* readXml(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  const ready: FileRow[] = []
  const parser = new SaxesParser()
  let row: Record<string, unknown> | undefined
  let line = 1
  let depth = 0
  let content = ''
  let broken: string | undefined
  parser.on('opentag', ({ name, attributes }) => {
    content = ''
    if (row === undefined && isItem(name)) {
      row = { ...attributes }
      line = parser.line
      depth = 0
    } else if (row !== undefined) {
      depth++
      // Atom says an address as an attribute.
      if (name === 'link' && typeof attributes.href === 'string') row.link ??= attributes.href
    }
  })
  const add = (piece: string) => {
    content += piece
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', ({ name }) => {
    if (row === undefined) return
    if (depth === 0) {
      ready.push({ line, row })
      row = undefined
      return
    }
    const found = content.trim()
    // Google's names stand with their prefix or without, in one feed in both ways.
    if (depth === 1 && found !== '') row[name.replace(/^g:/, '')] ??= found
    content = ''
    depth--
  })
  parser.on('error', (error) => {
    broken ??= error.message
  })
  for await (const chunk of text) {
    parser.write(chunk)
    while (ready.length > 0) yield ready.shift() as FileRow
    if (broken !== undefined) throw new UnreadableFile(`The file is no XML that can be read: ${broken}`)
  }
}
