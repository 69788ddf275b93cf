import type { Baseline } from './baseline.ts'
import type { Row } from './row.ts'

type Plan = {
  port: number
  id: string
  key: string
  baseline: Baseline
  /** Where the events are, when it is not the embedded store that the targets are for. */
  where?: string
  say: (line: string) => void
}

const month = { from: '2026-10-23', to: '2026-11-22' }
const steps = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'].map((event) => ({ event }))

/** Thirty goals of mixed conditions, as a busy site has them. */
const thirtyGoals = Array.from({ length: 30 }, (_, index) => {
  const kinds = [
    { kind: 'event', name: ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'][index % 4] },
    { kind: 'url', match: 'starts_with', value: `/product/${index}` },
    { kind: 'event', name: 'view_item', where: [{ field: 'property:colour', op: 'is', values: [`c${index % 12}`] }] },
    {
      kind: 'any',
      of: [
        { kind: 'url', match: 'glob', value: '/category/*' },
        { kind: 'event', name: 'add_to_cart' },
      ],
    },
    {
      kind: 'all',
      of: [
        { kind: 'event', name: 'page_view' },
        { kind: 'event', name: 'page_view', where: [{ field: 'device', op: 'is', values: ['mobile'] }] },
      ],
    },
  ]
  return {
    name: `Bench ${index}`,
    tier: 'micro',
    kind: 'supporting',
    group: 'bench',
    priority: 100 + index,
    counting: ['every', 'session', 'person'][index % 3],
    value: { kind: 'none' },
    certainty: 'confirmed',
    condition: kinds[index % kinds.length],
  }
})

type Site = Pick<Plan, 'port' | 'id' | 'key'>

const callerOf =
  ({ port, id, key }: Site) =>
  async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/sites/${id}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

/** From the start of a server to the answer of its first report. */
export const measureFirstAnswer = async ({ startedInMs, ...site }: Site & { startedInMs: number }): Promise<Row> => {
  const start = performance.now()
  await callerOf(site)('POST', '/reports/overview', month)
  const ms = Math.round(startedInMs + performance.now() - start)
  return { figure: 'warm start to first answer', measured: `${ms} ms`, target: 'at most 2,000 ms', ok: ms <= 2_000 }
}

/** Each report through HTTP, JSON, goals and identities: median of five, as a ratio to the hand-written query. */
export const measureReports = async ({ port, id, key, baseline, where, say }: Plan): Promise<Row[]> => {
  const call = callerOf({ port, id, key })
  const median = async (path: string, body: unknown): Promise<number> => {
    const taken: number[] = []
    for (let round = 0; round < 5; round++) {
      const start = performance.now()
      await call('POST', `/reports/${path}`, body)
      taken.push(performance.now() - start)
    }
    return Math.round(taken.sort((one, other) => one - other)[2] ?? 0)
  }
  const rows: Row[] = []
  const held = (figure: string, ms: number, against: number, most: number) => {
    const ratio = ms / against
    rows.push({
      figure: where ? `${figure}, ${where}` : figure,
      measured: `${ms} ms`,
      baseline: `${against} ms`,
      ratio,
      ...(where ? { target: 'told' } : { target: `at most ${most}`, ok: ratio <= most }),
    })
    say(`  ${figure} ${ms} ms`)
  }
  say('Reports …')
  const both = baseline.daily + baseline.totals
  held('overview, plain', await median('overview', month), both, 0.5)
  held(
    'overview, filtered by device',
    await median('overview', { ...month, filters: [{ field: 'device', op: 'is', values: ['mobile'] }] }),
    both,
    1.5,
  )
  held(
    'overview, filtered by a property',
    await median('overview', { ...month, filters: [{ field: 'property:colour', op: 'is', values: ['c3'] }] }),
    both,
    1.5,
  )
  held(
    'overview, filtered by page',
    await median('overview', { ...month, filters: [{ field: 'page', op: 'contains', values: ['/product'] }] }),
    both,
    1.5,
  )
  held(
    'funnel of four steps',
    await median('funnel', { ...month, steps, window_seconds: 86_400 }),
    baseline.funnel,
    1.3,
  )
  held('channels', await median('breakdown', { ...month, by: 'channel' }), baseline.channels, 1.3)
  for (const goal of thirtyGoals) await call('POST', '/goals', goal)
  held('goals, 30 more of mixed conditions', await median('goals', month), both, 10)
  const goals = (await call('GET', '/goals')) as { id: string; group: string }[]
  for (const goal of goals.filter(({ group }) => group === 'bench')) await call('DELETE', `/goals/${goal.id}`)
  return rows
}
