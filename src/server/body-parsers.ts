import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { Refusal } from './errors.ts'

const parse = (body: Buffer): unknown => {
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw new Refusal('malformed_json')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal('malformed_json')
  }
}

const asJson = (app: FastifyInstance, types: string | string[]): void => {
  app.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parse(body))
    } catch (error) {
      done(error as Refusal)
    }
  })
}

/** Bytes that are not UTF-8 are refused, not repaired. */
export const addBodyParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  asJson(app, 'application/json')
}

/** Whatever the sender calls it: a page sends text/plain, which it may without asking first, and scripts forget the header. */
export const addLenientBodyParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  asJson(app, ['application/json', 'text/plain', '*'])
}
