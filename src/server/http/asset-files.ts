import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt; charset=utf-8',
  '.pdf': 'application/pdf',
  '.epub': 'application/epub+zip',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json; charset=utf-8',
}
const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/

export type Asset = { body: Buffer; gzip: Buffer | undefined; brotli: Buffer | undefined; etag: string; type: string }

/** Below this many bytes compressing gains nothing. */
const COMPRESS_FROM_BYTES = 600
const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

const makeAsset = async (body: Buffer, type: string): Promise<Asset> => {
  const small = body.length < COMPRESS_FROM_BYTES || !compressible.test(type)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  const [zipped, brotli] = small ? [] : await Promise.all([toGzip(body, { level: 9 }), toBrotli(body, quality)])
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { body, gzip: zipped, brotli, etag, type }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG)$/.test(String(error.code))

/** The files of one folder, compressed once and kept in memory; read again when the file on disk is newer. */
export class AssetFolder {
  readonly #root: string
  readonly #change: ((text: string) => string) | undefined
  readonly #known = new Map<string, { modified: number; asset: Promise<Asset> }>()

  /** `changeHtml` rewrites pages as they are read. */
  constructor(root: string, changeHtml?: (text: string) => string) {
    this.#root = root
    this.#change = changeHtml
  }

  /** Undefined for what is not a file inside the folder. */
  async find(path: string): Promise<Asset | undefined> {
    const file = normalize(join(this.#root, path))
    if (!file.startsWith(this.#root + sep) || file.includes('\0')) return undefined
    try {
      const facts = await stat(file)
      if (!facts.isFile()) return undefined
      const known = this.#known.get(file)
      if (known?.modified === facts.mtimeMs) return await known.asset
      const asset = this.#read(file)
      this.#known.set(file, { modified: facts.mtimeMs, asset })
      return await asset
    } catch (error) {
      this.#known.delete(file)
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** When what `changeHtml` writes has changed. */
  forget(): void {
    this.#known.clear()
  }

  async #read(file: string): Promise<Asset> {
    const body = await readFile(file)
    const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream'
    const changed =
      this.#change && type.startsWith('text/html') ? Buffer.from(this.#change(body.toString('utf8'))) : body
    return makeAsset(changed, type)
  }
}
