import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { Refusal } from './errors.ts'

/** Bytes that are not UTF-8 are refused, not repaired. */
export const parseBody = (body: Buffer): unknown => {
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw new Refusal('malformed_json')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal('malformed_json')
  }
}

export const addBodyParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body))
    } catch (error) {
      done(error as Refusal)
    }
  })
}
