import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Asset } from './asset-files.ts'

const encoded = (asset: Asset, accepts: string): { body: Buffer; encoding?: string } => {
  if (asset.brotli && accepts.includes('br')) return { body: asset.brotli, encoding: 'br' }
  if (asset.gzip && accepts.includes('gzip')) return { body: asset.gzip, encoding: 'gzip' }
  return { body: asset.body }
}

/** `bytes=0-99`, `bytes=100-` and `bytes=-100`; browsers ask so for videos. */
const rangeOf = (header: string, size: number): { start: number; end: number } | 'unsatisfiable' | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header)
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return start >= size || start > end ? 'unsatisfiable' : { start, end }
}

export const sendAsset = (
  request: FastifyRequest,
  reply: FastifyReply,
  { asset, cacheControl }: { asset: Asset; cacheControl: string },
): FastifyReply => {
  reply.header('cache-control', cacheControl).header('etag', asset.etag).type(asset.type)
  if (asset.gzip) reply.header('vary', 'accept-encoding')
  if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send()
  if (!asset.gzip) {
    reply.header('accept-ranges', 'bytes')
    const range = request.headers.range ? rangeOf(request.headers.range, asset.body.length) : undefined
    if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${asset.body.length}`).send()
    if (range) {
      reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${asset.body.length}`)
      return reply.send(asset.body.subarray(range.start, range.end + 1))
    }
  }
  const { body, encoding } = encoded(asset, String(request.headers['accept-encoding'] ?? ''))
  if (encoding) reply.header('content-encoding', encoding)
  return reply.send(body)
}
