import type { IncomingMessage } from 'node:http'
import { Refusal } from './errors.ts'

/**
 * The body as bytes. Rejects with a Refusal when it is larger than it may be; never settles for a sender who leaves in the
 * middle, for nobody waits any more.
 */
export const readBytes = (request: IncomingMessage, limitBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > limitBytes) return reject(new Refusal('too_large'))
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > limitBytes) reject(new Refusal('too_large'))
      else parts.push(part)
    })
    request.on('end', () => resolve(Buffer.concat(parts)))
    request.on('error', () => undefined)
  })
