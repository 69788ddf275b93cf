import type { DialectRequest } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { parseJson } from '../values.ts'
import { readLz64 } from './lz64.ts'

/** Characters of a body before and once it is decompressed: the clients that send lz64 are old and their batches small. */
const LZ64_CHARACTERS = 262_144
const READ_LIMIT = 4_194_304

const decode = (data: string, compression: string): unknown => {
  // What was not percent-encoded lost its plus signs on the way through the form.
  const text = data.replaceAll(' ', '+')
  if (compression === 'lz64') {
    return text.length > LZ64_CHARACTERS ? undefined : parseJson(readLz64(text, READ_LIMIT) ?? '')
  }
  return parseJson(data) ?? parseJson(Buffer.from(text, 'base64').toString('utf8'))
}

/**
 * What PostHog's clients have sent over the years: JSON, gzip (unpacked already), a form with `data` as JSON, as Base64 or
 * compressed by lz-string, and the same in the address of a GET.
 */
export const readBody = ({ body, query, headers }: DialectRequest): unknown => {
  const text = body.toString('utf8')
  const isForm = String(headers['content-type']).includes('form-urlencoded') || text.startsWith('data=')
  const form = isForm ? new URLSearchParams(text) : new URLSearchParams()
  const compression = form.get('compression') ?? query.get('compression') ?? ''
  const data = form.get('data') ?? (text === '' ? query.get('data') : null)
  const read = data === null ? (parseJson(text) ?? decode(text, compression)) : decode(data, compression)
  if (read === undefined) throw new Unreadable('The body is neither JSON nor JSON in Base64, gzip or lz64.')
  return read
}
