import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Import, ReconciledLine, Upload } from '../../src/contract/imports.ts'
import type { BreakdownAnswer, Overview } from '../../src/contract/report.ts'
import { type Browser, createOwner, createShop, LOCAL_TOKEN, useMinnow } from '../fresh-minnow.ts'

const openMinnow = useMinnow()
const file = (name: string): Buffer => readFileSync(new URL(`../data/imports/${name}`, import.meta.url))

/** A shop in Ho Chi Minh City that counts in đồng, and how files come into it. */
const openShop = async () => {
  const fresh = await openMinnow()
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
    'events 8/8',
    'visitors 2/2',
    'sessions 3/3',
    'purchases 2/1 repeat=1 left_out',
    'value VND 600000.5/300000.5 repeat=300000 left_out',
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
