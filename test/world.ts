import type { CollectAnswer } from '../src/contract/collect.ts'
import type { Goal, GoalDefinition } from '../src/contract/goal.ts'
import type { LiveAnswer } from '../src/contract/live.ts'
import type {
  BreakdownAnswer,
  BreakdownRow,
  FunnelAnswer,
  FunnelRequestInput,
  GoalRow,
  GoalsReport,
  Overview,
} from '../src/contract/report.ts'
import type { NewSite } from '../src/contract/site.ts'
import type { Minnow } from '../src/server/index.ts'
import { jobs } from '../src/server/jobs/jobs.ts'
import { addressIn, type Details, type Place, userAgents, VisitorStory } from './visitor-story.ts'

/** Noon of the last day of every story; visitors begin two days before. */
export const now = Date.UTC(2026, 10, 22, 12)
const begin = now - 48 * 3_600_000
const period = { from: '2026-11-19', to: '2026-11-23' }
export const localToken = 'the-token-in-the-data-folder'

type Reports = { overview: Overview; funnel: FunnelAnswer; goals: GoalsReport; breakdown: BreakdownAnswer }
/** A funnel's steps in short: `/pricing` is a page, any other word an event. */
type Asked = Record<string, unknown> & { steps?: (string | FunnelRequestInput['steps'][number])[] }
/** What a goal of a story need not say. */
type NewGoal = Partial<GoalDefinition> & Pick<GoalDefinition, 'condition'>

/** One site of one Minnow, with the people who come to it. */
export type World = {
  site: string
  /** Somebody in a browser of their own, on a phone unless said otherwise. The same name is the same browser. */
  visitor(name: string, place?: Place): VisitorStory
  report<Name extends keyof Reports>(name: Name, asked?: Asked): Promise<Reports[Name]>
  /** Rows of a breakdown by their key. */
  by(field: string, asked?: Asked): Promise<Record<string, BreakdownRow>>
  /** The goals report by a preset's key, or else by the goal's name. */
  goals(asked?: Asked): Promise<Record<string, GoalRow>>
  live(): Promise<LiveAnswer>
  /** Adds a goal; by default a micro-conversion that counts every time. Answers its id. */
  goal(name: string, goal: NewGoal): Promise<string>
  /** What the public tag would get as an answer. */
  tag(events: readonly unknown[]): Promise<CollectAnswer>
  /** The shop's own server sends events, with a key. */
  server(events: readonly Details[]): Promise<CollectAnswer>
  imports(events: readonly Details[]): Promise<CollectAnswer>
  /** Asks as the owner; rejects unless it is done. */
  post(path: string, body: unknown): Promise<unknown>
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  /** Another service sends to an address of ours; without a body it asks. */
  receive(url: string, body: string | undefined, headers: Record<string, string>): Promise<unknown>
  /** A background job does what it does, now. */
  job(name: string): Promise<void>
  /** Another site of the same Minnow. */
  another(settings?: Partial<NewSite>): Promise<World>
  /** The next turn of the job that puts sessions in order to which events came late. */
  settles(): Promise<void>
  /** What a start looks for: sessions that are not in order. */
  finds(): Promise<void>
  /** Minnow stops and starts again on the same data. */
  restarts(): Promise<void>
}

/** A Minnow that can be stopped and started. */
export type Host = { minnow: () => Minnow; restart(): Promise<void> }

const stepOf = (step: string | FunnelRequestInput['steps'][number]): FunnelRequestInput['steps'][number] => {
  if (typeof step !== 'string') return step
  return step.startsWith('/') ? { path: step, label: step } : { event: step, label: step }
}

type Sent = { path: string; body?: unknown; headers: Record<string, string>; from: string; method?: 'POST' }

const inject = async (host: Host, { path, body, headers, from, method = 'POST' }: Sent): Promise<unknown> => {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await host.minnow().app.inject({
    ...{ method, url: path, remoteAddress: from },
    headers: { ...json, host: 'localhost:8787', ...headers },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as unknown
}

export const openWorld = async (host: Host, settings: Partial<NewSite> = {}): Promise<World> => {
  const owner = { authorization: `Bearer ${localToken}` }
  const ask: World['ask'] = (method, path, body) =>
    inject(host, { path, body, headers: owner, from: '127.0.0.1', method: method as 'POST' })
  const post: World['post'] = (path, body) => ask('POST', path, body)
  const { id: site } = (await post('/api/sites', {
    ...{ name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' },
    ...settings,
  })) as { id: string }
  const own = `/api/sites/${site}`
  const collect = async (events: readonly unknown[], headers: Record<string, string>, from: string) =>
    (await inject(host, { path: '/api/collect', body: { site, sent_at: now, events }, headers, from })) as CollectAnswer
  const visitors = new Map<string, VisitorStory>()
  let secret: Promise<string> | undefined
  const key = (): Promise<string> => {
    secret ??= post(`${own}/keys`, { name: 'server', scopes: ['collect'] }).then(
      (made) => (made as { key: string }).key,
    )
    return secret
  }
  const report: World['report'] = async <Name extends keyof Reports>(name: Name, { steps, ...asked }: Asked = {}) =>
    (await post(`${own}/reports/${name}`, {
      ...period,
      ...asked,
      ...(steps && { steps: steps.map(stepOf) }),
    })) as Reports[Name]
  return {
    site,
    visitor: (name, place = {}) => {
      const known = visitors.get(name)
      if (known) return known
      const from = addressIn(place.in, visitors.size + 1)
      const story = new VisitorStory({ name, begin, place, send: (events, headers) => collect(events, headers, from) })
      visitors.set(name, story)
      return story
    },
    report,
    by: async (field, asked) => {
      const { rows } = await report('breakdown', { by: field, ...asked })
      return Object.fromEntries(rows.map((row) => [row.key, row]))
    },
    goals: async (asked) => {
      const { goals } = await report('goals', asked)
      return Object.fromEntries(goals.map((goal) => [goal.preset_key ?? goal.name, goal]))
    },
    live: async () => (await ask('GET', `${own}/reports/live`)) as LiveAnswer,
    goal: async (name, goal) => {
      const usual = { tier: 'micro', kind: 'supporting', group: '', priority: 900, counting: 'every' }
      const made = await post(`${own}/goals`, {
        ...usual,
        name,
        value: { kind: 'none' },
        certainty: 'confirmed',
        ...goal,
      })
      return (made as Goal).id
    },
    tag: (events) =>
      collect(events, { origin: 'https://shop.example', 'user-agent': userAgents.phone }, addressIn(undefined, 0)),
    server: async (events) => collect(events, { authorization: `Bearer ${await key()}` }, '127.0.0.1'),
    imports: async (events) => (await post(`${own}/import`, { events })) as CollectAnswer,
    post,
    ask,
    receive: async (url, body, headers) => {
      const { pathname, search } = new URL(url)
      const answer = await host.minnow().app.inject({
        ...{ method: body === undefined ? 'GET' : 'POST', url: pathname + search, remoteAddress: '203.113.131.9' },
        headers: { host: 'localhost:8787', 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { payload: body }),
      })
      if (answer.statusCode >= 300) throw new Error(`${pathname} answered ${answer.statusCode}: ${answer.body}`)
      return answer.headers['content-type']?.toString().startsWith('application/json') ? answer.json() : answer.body
    },
    job: async (name) => {
      const job = jobs(host.minnow().deps).find((one) => one.name === name)
      if (!job) throw new Error(`there is no job "${name}"`)
      await job.run(new AbortController().signal)
    },
    another: (more) => openWorld(host, more),
    settles: async () => {
      await host.minnow().deps.collector.mend()
    },
    finds: async () => {
      await host.minnow().deps.collector.findUnsettled()
      await host.minnow().deps.collector.mend()
    },
    restarts: () => host.restart(),
  }
}
