import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Unreadable } from './dialect.ts'

const ways = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) }

const isWay = (name: string): name is keyof typeof ways => Object.hasOwn(ways, name)

const gzipMagic = Buffer.from([0x1f, 0x8b])

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

/**
 * The body as its sender wrote it. Some clients compress without saying so in a header: what begins as gzip is gzip.
 * A small body that swells beyond `limitBytes` is refused before it is in memory.
 */
export const decompress = async (
  body: Buffer,
  { encoding, limitBytes }: { encoding: string; limitBytes: number },
): Promise<Buffer> => {
  const named = encoding.trim().toLowerCase()
  const way = named === '' || named === 'identity' ? undefined : named
  if (way !== undefined && !isWay(way)) throw new Unreadable(`content-encoding ${named.slice(0, 20)} is not known`, 415)
  const isGzip = body.subarray(0, 2).equals(gzipMagic)
  const chosen = way ?? (isGzip ? 'gzip' : undefined)
  if (chosen === undefined || body.length === 0) return body
  try {
    return await ways[chosen](body, { maxOutputLength: limitBytes })
  } catch (error) {
    // A proxy on the way may have decompressed it and left the header.
    if (!isGzip && way === 'gzip') return body
    if (isTooLarge(error)) throw new Unreadable('The body is too large once decompressed.', 413)
    throw new Unreadable(`The body is not ${chosen}.`)
  }
}
