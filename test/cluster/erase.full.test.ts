import { expect, test } from 'vitest'
import { freshCluster, freshPostgres } from '../engines/engines.ts'
import { addShop, serverProcess } from '../failures/server-process.ts'

test('on a cluster of two shards and PostgreSQL nothing of an erased person is left, and what cannot be searched is said', async () => {
  const environment = { MINNOW_CLICKHOUSE_URL: await freshCluster(), MINNOW_DATABASE_URL: await freshPostgres() }
  const server = await serverProcess({ environment })
  const { id: site, key } = await addShop(server)
  await server.start()
  // Many browsers, so that both shards have some.
  const events = Array.from({ length: 20 }, (_, index) => ({
    ...{ id: `e${index}`, name: 'page_view', visitor: `browser${index}`, url: 'https://shop.example/' },
    user: { email: index % 2 === 0 ? 'ann.q8x2@shop.example' : 'ben.w4t6@shop.example' },
  }))
  const answer = await fetch(`${server.url}/api/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ site, events }),
  })
  expect(((await answer.json()) as { accepted: number }).accepted).toBe(20)
  const said = await server.run('person', 'erase', '--site', site, '--email', 'ann.q8x2@shop.example', '--yes')
  expect(said).toMatch(/^Erased: 2\d rows of 10 events\. Nothing is left: \d+ files/)
  expect(said).toContain("Not searched, because Minnow cannot: PostgreSQL's files")
  const left = await server.run('person', 'export', '--site', site, '--email', 'ben.w4t6@shop.example')
  expect(JSON.parse(left)).toMatchObject({ visitors: { length: 10 }, events: { length: 10 } })
}, 300_000)
