import type { FastifyRequest } from 'fastify'
import type { Config } from '../../platform/config.ts'
import { Refusal } from './errors.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined)

/**
 * A browser tells which page a request comes from. One that changes something must come from a page of
 * this server, so that no other site can act with the cookies of somebody who is signed in here.
 */
export const checkOrigin = (config: Config, request: FastifyRequest): void => {
  if (safeMethods.has(request.method)) return
  const { origin } = request.headers
  if (origin !== undefined) {
    const host = hostOf(origin)
    if (host === undefined || (host !== request.host && host !== hostOf(config.publicUrl)))
      throw new Refusal('wrong_origin')
    return
  }
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') throw new Refusal('wrong_origin')
}
