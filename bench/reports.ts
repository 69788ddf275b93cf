import type { Baseline, HandWritten } from './baseline.ts'
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

const rounds = 7
const middle = (numbers: number[]): number => numbers.sort((one, other) => one - other)[rounds >> 1] ?? 0

const overviewByHand = ['daily', 'totals'] as const

/**
 * Each report through HTTP, JSON, goals and identities, in turn with the hand-written query that it is held against:
 * medians of seven, and their ratio.
 */
export const measureReports = async ({ port, id, key, baseline, where, say }: Plan): Promise<Row[]> => {
  const call = callerOf({ port, id, key })
  const rows: Row[] = []
  type Held = { path: string; body: object; against: readonly HandWritten[]; most: number }
  const measure = async (figure: string, { path, body, against, most }: Held) => {
    const [taken, byHand]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      byHand.push(await baseline.ask(against))
      const start = performance.now()
      await call('POST', `/reports/${path}`, { ...month, ...body })
      taken.push(performance.now() - start)
    }
    const [ms, handMs] = [Math.round(middle(taken)), Math.round(middle(byHand))]
    const ratio = ms / handMs
    rows.push({
      figure: where ? `${figure}, ${where}` : figure,
      measured: `${ms} ms`,
      baseline: `${handMs} ms`,
      ratio,
      ...(where ? { target: 'told' } : { target: `at most ${most}`, ok: ratio <= most }),
    })
    say(`  ${figure} ${ms} ms against ${handMs}: ${ratio.toFixed(2)}`)
  }
  const overview = (figure: string, most: number, ...filters: object[]) =>
    measure(figure, { path: 'overview', body: { filters }, against: overviewByHand, most })
  say('Reports …')
  await overview('overview, plain', 0.5)
  await overview('overview, filtered by device', 1.5, { field: 'device', op: 'is', values: ['mobile'] })
  await overview('overview, filtered by a property', 1.5, { field: 'property:colour', op: 'is', values: ['c3'] })
  await overview('overview, filtered by page', 1.5, { field: 'page', op: 'contains', values: ['/product'] })
  await measure('funnel of four steps', {
    ...{ path: 'funnel', body: { steps, window_seconds: 86_400 } },
    ...{ against: ['funnel'], most: 1.3 },
  })
  await measure('channels', { path: 'breakdown', body: { by: 'channel' }, against: ['channels'], most: 1.3 })
  for (const goal of thirtyGoals) await call('POST', '/goals', goal)
  await measure('goals, 30 more of mixed conditions', {
    ...{ path: 'goals', body: {} },
    ...{ against: overviewByHand, most: 10 },
  })
  const goals = (await call('GET', '/goals')) as { id: string; group: string }[]
  for (const goal of goals.filter(({ group }) => group === 'bench')) await call('DELETE', `/goals/${goal.id}`)
  return rows
}
