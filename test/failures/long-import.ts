import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Import, Upload } from '../../src/contract/imports.ts'
import type { Overview } from '../../src/contract/report.ts'
import type { ServerProcess } from './server-process.ts'

export const ROWS = 60_000
const DAY = Date.UTC(2026, 4, 1)
/** A minute apart, by visitors who each come once. */
const history = (): string => {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const time = new Date(DAY + index * 60_000).toISOString()
    return `${time},page_view,v${index},https://shop.example/tea/${index % 50}`
  })
  return ['time,name,visitor,url', ...lines].join('\n')
}

type Shop = { id: string; key: string }

export const shopOf = ({ id, key }: Shop) => {
  const authorization = `Bearer ${key}`
  const at = async <Answer>({ url }: ServerProcess, path: string, body?: unknown, type = 'application/json') => {
    const answer = await fetch(`${url}/api/sites/${id}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': type }) },
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  return {
    uploads: (server: ServerProcess) =>
      at<Upload>(server, '/uploads?file=history.csv', history(), 'application/octet-stream'),
    begins: (server: ServerProcess, { upload, kind }: Upload) =>
      at<Import>(server, `/uploads/${upload}/import`, { kind, options: {} }),
    import: (server: ServerProcess, { id: which }: Import) => at<Import>(server, `/imports/${which}`),
    events: async (server: ServerProcess) =>
      (await at<Overview>(server, '/reports/overview', { from: '2026-04-01', to: '2026-07-01' })).totals.events,
  }
}

export const halfDone = async (asked: () => Promise<Import>): Promise<Import> => {
  for (;;) {
    const seen = await asked()
    if (seen.accepted > 0 || seen.state !== 'running') return seen
    await wait(20)
  }
}

export const expectWhole = (one: Import): void => {
  expect(one).toMatchObject({ state: 'done', accepted: ROWS, progress: 1, problem: '' })
  const line = one.report?.lines.find(({ measure }) => measure === 'events')
  expect(line).toMatchObject({ file: ROWS, minnow: ROWS, why: [] })
}
