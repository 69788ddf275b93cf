import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from './file-row.ts'

export const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened: ${error.message}`,
    )
  })
  try {
    if ((await file.stat()).isDirectory()) throw new UnreadableFile(`${path} is a folder; name one file.`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

export const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b
export const isParquet = (head: Buffer) => head.subarray(0, 4).toString('latin1') === 'PAR1'

/** The text of a file: gzip undone, UTF-8 or UTF-16 by its byte order mark. `onBytes` hears of progress in the file itself. */
export async function* readText(path: string, head: Buffer, onBytes: (count: number) => void): AsyncGenerator<string> {
  const bytes = createReadStream(path)
  bytes.on('data', (chunk) => onBytes(chunk.length))
  const plain = isGzip(head) ? bytes.pipe(createGunzip()) : bytes
  if (plain !== bytes) bytes.on('error', (error) => plain.destroy(error))
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
  const decoder = new TextDecoder(utf16 ?? 'utf-8')
  try {
    for await (const chunk of plain) yield decoder.decode(chunk as Buffer, { stream: true })
  } catch (error) {
    throw new UnreadableFile(`${path} cannot be read to its end: ${(error as Error).message}`)
  }
  yield decoder.decode()
}
