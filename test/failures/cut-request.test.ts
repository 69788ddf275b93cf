import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import type { Overview } from '../../src/contract/report.ts'
import { createOwner, createShop, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const open = async () => {
  const fresh = await start()
  const owner = await createOwner(fresh)
  const site = await createShop(owner)
  await fresh.minnow.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = fresh.minnow.app.server.address() as AddressInfo
  const bodyOf = (id: string) =>
    JSON.stringify({ site, events: [{ id, name: 'page_view', visitor: 'ann', url: 'https://shop.example/' }] })
  const headOf = (length: string) =>
    ['POST /api/collect HTTP/1.1', 'host: x', `user-agent: ${userAgent}`, 'content-type: application/json', length]
      .join('\r\n')
      .concat('\r\n\r\n')
  /** Says these bytes and leaves; waits until they were sent. */
  const sayAndLeave = async (bytes: string, how: 'reset' | 'end'): Promise<void> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined).resume()
    await once(socket, 'connect')
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
    if (how === 'reset') socket.resetAndDestroy()
    else socket.end()
    if (!socket.closed) await once(socket, 'close')
  }
  const send = async (id: string): Promise<CollectAnswer> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/collect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': userAgent },
      body: bodyOf(id),
    })
    return (await answer.json()) as CollectAnswer
  }
  const events = async (): Promise<number> => {
    const period = { from: '2026-11-20', to: '2026-11-23' }
    return ((await owner.call('overview', { params: { site }, body: period })).json as Overview).totals.events
  }
  return { bodyOf, headOf, sayAndLeave, send, events }
}

test('of a request that is cut anywhere nothing is stored, and its resend counts once', async () => {
  const { bodyOf, headOf, sayAndLeave, send, events } = await open()
  const body = bodyOf('cut')
  const whole = headOf(`content-length: ${body.length}`) + body
  for (let length = 10; length < whole.length; length += 23) {
    await sayAndLeave(whole.slice(0, length), length % 2 === 0 ? 'reset' : 'end')
  }
  const chunked = `${headOf('transfer-encoding: chunked')}${body.length.toString(16)}\r\n${body}\r\n`
  // The last chunk, which says that this was all, never comes.
  await sayAndLeave(chunked, 'reset')
  expect(await events()).toBe(0)
  expect(await send('cut')).toEqual({ accepted: 1, dropped: [] })
  expect(await events()).toBe(1)
})

test('who leaves before the answer and sends again is counted once', async () => {
  const { bodyOf, headOf, sayAndLeave, send, events } = await open()
  const ids = Array.from({ length: 40 }, (_, index) => `left-${index}`)
  await Promise.all(
    ids.map((id, index) => {
      const body = bodyOf(id)
      return sayAndLeave(headOf(`content-length: ${body.length}`) + body, index % 2 === 0 ? 'reset' : 'end')
    }),
  )
  for (const id of ids) await send(id)
  expect(await events()).toBe(ids.length)
})
