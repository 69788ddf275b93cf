import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Import, ReconciledLine, Upload } from '../../src/contract/imports.ts'
import type { BreakdownAnswer, Overview } from '../../src/contract/report.ts'
import { type Browser, createOwner, createShop, LOCAL_TOKEN, useMinnow } from '../fresh-minnow.ts'

const openMinnow = useMinnow()
const file = (name: string): Buffer => readFileSync(new URL(`../data/imports/${name}`, import.meta.url))

/** A shop in Ho Chi Minh City that counts in đồng, and how files come into it. */
const openShop = async (settings: Parameters<typeof openMinnow>[0] = {}) => {
  const fresh = await openMinnow(settings)
  const owner = await createOwner(fresh)
  const site = await createShop(owner)
  const { app, deps } = fresh.minnow
  const own = { authorization: `Bearer ${LOCAL_TOKEN}`, host: 'localhost:8787' }
  const upload = async (name: string, content: Uint8Array = file(name)) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/sites/${site}/uploads?file=${encodeURIComponent(name)}`,
      headers: { ...own, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(content),
    })
    return { status: answer.statusCode, body: answer.json() as Upload & { error?: { issues?: { message: string }[] } } }
  }
  const report = async <Answer>(name: string, asked: object): Promise<Answer> =>
    (await owner.ask('POST', `/api/sites/${site}/reports/${name}`, { body: asked })).json as Answer
  return {
    ...{ owner, site, upload, report },
    preview: async (upload: Upload, options: object = {}, kind = upload.kind) =>
      owner.call('previewUpload', { params: { site, upload: upload.upload }, body: { kind, options } }),
    /** Uploads, imports and waits for the end. */
    brings: async (
      name: string,
      { content = file(name), ...more }: { content?: Uint8Array; options?: object } = {},
    ) => {
      const { body } = await upload(name, content)
      const begun = await owner.call('importUpload', {
        params: { site, upload: body.upload },
        body: { kind: body.kind, ...more },
      })
      expect([begun.status, begun.json]).toEqual([202, expect.anything()])
      await deps.imports.settled()
      return oneOf(owner, site, (begun.json as Import).id)
    },
  }
}

const oneOf = async (owner: Browser, site: string, id: string): Promise<Import> =>
  (await owner.call('importById', { params: { site, import: id } })).json as Import

/** `sessions 3/2 session_rule`: what the file says, what Minnow counts, why they differ. */
const told = (lines: readonly ReconciledLine[] = []): string[] =>
  lines.map(({ measure, of, file: says, minnow, why }) =>
    [
      `${measure}${of && ` ${of}`}`,
      `${says ?? '?'}/${minnow}`,
      ...why.map(({ reason, count }) => (count === null ? reason : `${reason}=${count}`)),
    ].join(' '),
  )

test("GA4's export: one order told twice counts once, and the report says so", async () => {
  const shop = await openShop()
  const { body } = await shop.upload('ga4.jsonl')
  expect(body).toMatchObject({ kind: 'ga4', format: 'jsonl', file: 'ga4.jsonl', bytes: file('ga4.jsonl').length })
  const done = await shop.brings('ga4.jsonl')
  expect(done).toMatchObject({ state: 'done', accepted: 8, progress: 1, kind: 'ga4' })
  expect(told(done.report?.lines)).toEqual([
    'rows 9/8 invalid_time=1',
    'events 8/8',
    'visitors 2/2',
    'sessions 3/3',
    'purchases 2/1 repeat=1',
    'value VND 600000.5/300000.5 repeat=300000',
    'event page_view 3/3',
    'event purchase 2/2',
    'event session_start 1/1',
    'event view_item 1/1',
    'event add_to_cart 1/1',
  ])
  expect(done.report?.problems).toEqual([{ line: 9, reason: 'invalid_time', detail: '"" is no event_timestamp' }])
  const overview = await shop.report<Overview>('overview', { from: '2026-11-01', to: '2026-11-06' })
  expect(overview.totals).toMatchObject({ people: 2, sessions: 3, page_views: 3, value: { net: 300000.5 } })
  const channels = await shop.report<BreakdownAnswer>('breakdown', {
    from: '2026-11-01',
    to: '2026-11-06',
    by: 'channel',
  })
  // The second session of the desktop: GA4 does not say where it came from.
  expect(channels.rows.map(({ key, sessions, value }) => [key, sessions, value]).sort()).toEqual([
    ['Direct', 1, 0],
    ['Organic Search', 1, 0],
    ['Paid Social', 1, 300000.5],
  ])
})

test('an access log: crawlers and pictures are left out, and said so', async () => {
  const shop = await openShop()
  const done = await shop.brings('access.log')
  expect(done).toMatchObject({ state: 'done', kind: 'access_log', accepted: 4 })
  expect(told(done.report?.lines).slice(0, 4)).toEqual([
    'rows 9/5 invalid_line=1 not_a_page=3',
    'events 5/4 aside_bot=1',
    'visitors ?/2',
    'sessions ?/2',
  ])
  expect(done.report?.skipped).toEqual({ not_a_page: 3 })
  const { rows } = await shop.report<BreakdownAnswer>('breakdown', {
    from: '2026-11-20',
    to: '2026-11-21',
    by: 'channel',
  })
  expect(rows.map(({ key, people, sessions }) => [key, people, sessions]).sort()).toEqual([
    ['Organic Search', 1, 1],
    ['Zalo', 1, 1],
  ])
  // Again, and nothing is new; taken back, and nothing is left.
  const again = await shop.brings('access.log')
  expect(again.accepted).toBe(0)
  expect(told(again.report?.lines)[1]).toMatch(/^events 5\/0 duplicate=4/)
  await shop.owner.call('undoImport', { params: { site: shop.site, import: done.id } })
  const overview = await shop.report<Overview>('overview', { from: '2026-11-20', to: '2026-11-21' })
  expect(overview.totals.events).toBe(0)
})

test('a file that cannot be read is refused with what is wrong with it, and leaves nothing behind', async () => {
  const shop = await openShop()
  const picture = await shop.upload('photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))
  expect(picture).toMatchObject({ status: 400, body: { error: { code: 'unreadable_file' } } })
  expect(picture.body.error?.issues?.[0]?.message).toMatch(/^The file is no text file\. Minnow imports/)
  const { body } = await shop.upload('strange.csv', Buffer.from('a,b\n1,2\n'))
  expect(body.kind).toBe('events')
  const preview = await shop.preview(body)
  expect(preview).toMatchObject({ status: 400, json: { error: { code: 'unreadable_file' } } })
  expect(JSON.stringify(preview.json)).toContain('does not say which column is time and name and visitor')
  // Told what is what, it can be.
  const told = await shop.preview(body, { map: { visitor: 'a' }, set: { name: 'x', time: '2026-11-01' } })
  expect(told.json).toMatchObject({ made: [{ name: 'x', visitor: '1', properties: { b: '2' } }], problems: [] })
  expect((await shop.owner.call('imports', { params: { site: shop.site } })).json).toEqual([])
})

test("another site's file cannot be seen, imported or taken back", async () => {
  const shop = await openShop()
  const { body } = await shop.upload('umami.csv')
  const done = await shop.brings('umami.csv')
  const other = await createShop(shop.owner, 'Other')
  const asked = { kind: body.kind }
  for (const call of ['previewUpload', 'importUpload'] as const) {
    const answer = await shop.owner.call(call, { params: { site: other, upload: body.upload }, body: asked })
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'upload_not_found' } } })
  }
  for (const call of ['importById', 'undoImport'] as const) {
    const answer = await shop.owner.call(call, { params: { site: other, import: done.id } })
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'import_not_found' } } })
  }
  const events = [{ name: 'x', visitor: 'v', time: 1_795_000_000_000 }]
  const tagged = await shop.owner.call('importEvents', { params: { site: other }, body: { events, import: done.id } })
  expect(tagged).toMatchObject({ status: 404, json: { error: { code: 'import_not_found' } } })
})

test("a product's picture comes by way of the server, and nothing else does", async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const shopServer = createServer((request, response) => {
    const type = request.url === '/tea.png' ? 'image/png' : 'text/html'
    response.writeHead(200, { 'content-type': type }).end(request.url === '/tea.png' ? png : '<script>1</script>')
  })
  await new Promise<void>((resolve) => shopServer.listen(0, '127.0.0.1', resolve))
  const { port } = shopServer.address() as AddressInfo
  const shop = await openShop({ outboundAllow: ['127.0.0.1'] })
  const rows = [
    { item_id: 'TEA 1/2', image: `http://127.0.0.1:${port}/tea.png` },
    { item_id: 'PAGE', image: `http://127.0.0.1:${port}/page.html` },
    { item_id: 'FILE', image: 'file:///etc/passwd' },
    { item_id: 'NONE' },
  ]
  await shop.owner.call('recordProducts', { params: { site: shop.site }, body: { rows } })
  const picture = (item: string) => shop.owner.call('productPicture', { params: { site: shop.site, item } })
  expect(await picture('TEA 1/2')).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
  for (const item of ['PAGE', 'FILE', 'NONE', 'UNKNOWN']) expect(await picture(item)).toMatchObject({ status: 404 })
  shopServer.close()
})
