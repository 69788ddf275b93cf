import type { IncomingMessage } from 'node:http'
import { parseBody } from './body-parsers.ts'
import { Refusal } from './errors.ts'

const NOTHING = Buffer.alloc(0)

/**
 * The body as JSON, past Fastify's own reading, which costs a fifth of a small request. Rejects with a Refusal; never
 * settles for a sender who leaves in the middle, for nobody waits any more.
 */
export const readBody = (request: IncomingMessage, limitBytes: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > limitBytes) return reject(new Refusal('too_large'))
    let first: Buffer = NOTHING
    let more: Buffer[] | undefined
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > limitBytes) reject(new Refusal('too_large'))
      else if (bytes === part.length) first = part
      else if (more) more.push(part)
      else more = [first, part]
    })
    request.on('end', () => {
      try {
        resolve(parseBody(more ? Buffer.concat(more) : first))
      } catch (error) {
        reject(error)
      }
    })
    request.on('error', () => undefined)
  })
