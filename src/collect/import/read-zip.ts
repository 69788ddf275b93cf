import { type Entry, openPromise } from 'yauzl'
import { type FileRow, UnreadableFile } from './file-row.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

async function* textOf(bytes: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

const isTable = ({ fileName }: Entry): boolean =>
  /\.(csv|tsv|txt|jsonl?|ndjson)$/i.test(fileName) && !/(^|\/)(__MACOSX\/|\.)/.test(fileName)

/**
 * The rows of all tables in an archive, one table after another; a table whose first row `isWanted` does not know is
 * left out whole. Lines are counted in each table anew.
 */
export async function* readZip(
  path: string,
  isWanted: (columns: readonly string[]) => boolean,
  onBytes: (count: number) => void,
): AsyncGenerator<FileRow> {
  const zip = await openPromise(path).catch((error: Error) => {
    throw new UnreadableFile(`${path} is no archive that can be read: ${error.message}`)
  })
  try {
    for await (const entry of zip.eachEntry()) {
      if (isTable(entry)) {
        const text = textOf(await zip.openReadStreamPromise(entry))
        const rows = /json/i.test(entry.fileName.split('.').at(-1) ?? '') ? readJson(text) : readCsv(text)
        let isFirst = true
        for await (const row of rows) {
          if (isFirst && 'row' in row && !isWanted(Object.keys(row.row))) break
          isFirst = false
          yield row
        }
      }
      onBytes(entry.compressedSize)
    }
  } finally {
    zip.close()
  }
}
