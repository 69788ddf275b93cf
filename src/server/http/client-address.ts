import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { compile } from '@fastify/proxy-addr'

/**
 * Whose address a request has: the nearest one that is no trusted proxy, as Fastify's `request.ip`, but a connection is
 * judged once instead of once a request.
 */
export const clientAddresses = (trustedProxies: string[]): ((request: IncomingMessage) => string) => {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress ?? ''
  const trusts = compile(trustedProxies)
  const proxies = new WeakMap<Socket, boolean>()

  const isProxy = (socket: Socket): boolean => {
    const known = proxies.get(socket)
    if (known !== undefined) return known
    const judged = trusts(socket.remoteAddress ?? '', 0)
    proxies.set(socket, judged)
    return judged
  }

  return ({ headers, socket }) => {
    const forwarded = headers['x-forwarded-for']
    if (forwarded === undefined || !isProxy(socket)) return socket.remoteAddress ?? ''
    const addresses = String(forwarded)
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== '')
    const nearest = addresses.findLastIndex(
      (address, index) => index === 0 || !trusts(address, addresses.length - index),
    )
    return addresses[nearest] ?? socket.remoteAddress ?? ''
  }
}
