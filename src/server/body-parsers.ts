import type { FastifyInstance } from 'fastify'
import { Refusal } from './errors.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

const parse = (body: Buffer): unknown => {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    throw new Refusal('malformed_json')
  }
}

/**
 * JSON, also as text/plain: that is what a page may send to another origin without asking first. Bytes that
 * are not UTF-8 are refused, not repaired.
 */
export const addBodyParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>(
    ['application/json', 'text/plain'],
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, parse(body))
      } catch (error) {
        done(error as Refusal)
      }
    },
  )
}
