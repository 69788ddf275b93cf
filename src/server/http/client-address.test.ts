import type { IncomingMessage } from 'node:http'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { clientAddresses } from './client-address.ts'

const addressOf = (trusted: string[], from: string, forwarded?: string): string =>
  clientAddresses(trusted)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: from },
  } as unknown as IncomingMessage)

test.each([
  [[], '127.0.0.1', '1.2.3.4'],
  [['127.0.0.1'], '127.0.0.1', undefined],
  [['127.0.0.1'], '127.0.0.1', '1.2.3.4'],
  [['127.0.0.1'], '::ffff:127.0.0.1', '1.2.3.4'],
  [['127.0.0.1'], '5.6.7.8', '1.2.3.4'],
  [['127.0.0.1'], '127.0.0.1', '9.9.9.9, 1.2.3.4'],
  [['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', '9.9.9.9, 1.2.3.4, 10.1.1.1'],
  [['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', '10.2.2.2,10.1.1.1'],
  [['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', 'unknown, 10.1.1.1'],
  [['loopback', 'uniquelocal'], '::1', '2001:db8::7, fd00::1'],
])('behind %j, %s for %s is whom Fastify says', async (trusted, from, forwarded) => {
  const app = fastify({ trustProxy: trusted.length > 0 ? trusted : false })
  app.get('/', async (request) => request.ip)
  const answer = await app.inject({
    url: '/',
    remoteAddress: from,
    ...(forwarded !== undefined && { headers: { 'x-forwarded-for': forwarded } }),
  })
  expect(addressOf(trusted, from, forwarded)).toBe(answer.body)
})
