import type { Command } from 'commander'
import type {
  BreakdownAnswer,
  Dimension,
  Filter,
  FunnelAnswer,
  FunnelStep,
  GoalsReport,
  Overview,
} from '../../contract/report.ts'
import { dimensions } from '../../contract/report.ts'
import { CommandError } from '../exit.ts'
import type { Context, Run } from '../run.ts'
import { count, duration, percent, table } from '../say.ts'
import { costsText, sideReport, sideReportNames } from './report-side.ts'

/** Names people say → the dimension of the breakdown report. */
const breakdowns: Record<string, Dimension> = {
  channels: 'channel',
  sources: 'source',
  mediums: 'medium',
  campaigns: 'campaign',
  referrers: 'referrer',
  'landing-pages': 'landing_page',
  pages: 'page',
  devices: 'device',
  browsers: 'browser',
  systems: 'os',
  countries: 'country',
  regions: 'region',
  cities: 'city',
  languages: 'language',
  events: 'event',
}

type Options = {
  site: string
  from?: string
  to?: string
  compare?: string
  filter?: string[]
  steps?: string
  window?: string
  per?: string
  by?: string
  byDay?: boolean
  limit?: string
}

/** `30d`, `12h`, `45m`, `90s` or plain seconds. */
export const parseWindow = (text: string): number => {
  const [, amount, unit = 's'] = text.match(/^(\d+)([smhd])?$/) ?? []
  if (amount === undefined)
    throw new CommandError('usage', `--window takes a length like 30d, 12h, 45m or 90s; "${text}" is none.`)
  return Number(amount) * { s: 1, m: 60, h: 3_600, d: 86_400 }[unit as 's']
}

/** `view_item` an event, `/pricing` a page, `goal:ID` a goal. */
export const parseStep = (text: string): FunnelStep => {
  if (text.startsWith('goal:')) return { goal: text.slice(5) }
  return text.startsWith('/') ? { path: text } : { event: text }
}

const operators: [string, Filter['op']][] = [
  ['!~', 'not_contains'],
  ['!=', 'is_not'],
  ['~', 'contains'],
  ['>', 'more_than'],
  ['<', 'less_than'],
  ['=', 'is'],
]

/** `device=mobile|tablet`, `property:size!=xl`, `page~/shoes`. */
export const parseFilter = (text: string): Filter => {
  const found = operators
    .map(([mark, op]) => ({ mark, op, at: text.indexOf(mark) }))
    .filter(({ at }) => at > 0)
    .sort((one, other) => one.at - other.at || other.mark.length - one.mark.length)[0]
  if (!found)
    throw new CommandError(
      'usage',
      `--filter takes field=value; "${text}" is none. Fields are ${dimensions.join(', ')}, property:NAME.`,
    )
  return {
    field: text.slice(0, found.at) as Filter['field'],
    op: found.op,
    values: text.slice(found.at + found.mark.length).split('|'),
  }
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const frameOf = ({ from, to, compare, filter = [] }: Options, timezone: string) => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(Date.now())
  const end = to ?? addDays(today, 1)
  return {
    from: from ?? addDays(end, -30),
    to: end,
    compare: (compare ?? 'none') as 'none',
    filters: filter.map(parseFilter),
  }
}

const rate = (figures: { rate: { value: number; low: number; high: number } | null }) =>
  figures.rate ? `${percent(figures.rate.value)} (${percent(figures.rate.low)} – ${percent(figures.rate.high)})` : '–'

const overviewText = ({ totals, currency }: Overview) =>
  table(
    ['figure', 'value', 'rate per person (95 %)'],
    [
      ['people', count(totals.people), ''],
      ['sessions', count(totals.sessions), ''],
      ['page views', count(totals.page_views), ''],
      ['micro-conversions', count(totals.micro.conversions), rate(totals.micro)],
      ['macro-conversions', count(totals.macro.conversions), rate(totals.macro)],
      [`value net, ${currency}`, count(totals.value.net), ''],
    ],
  )

const goalsText = ({ goals }: GoalsReport) =>
  table(
    ['goal', 'tier', 'conversions', 'people', 'rate per person (95 %)', 'value'],
    goals.map((goal) => [
      goal.certainty === 'intended' ? `${goal.name} (intended)` : goal.name,
      goal.tier,
      count(goal.conversions),
      count(goal.people),
      rate(goal),
      count(goal.value),
    ]),
  )

const funnelText = ({ steps, open, groups }: FunnelAnswer) => {
  const rows = (of: FunnelAnswer['steps']) =>
    of.map((step) => [
      step.label,
      count(step.people),
      percent(step.rate_from_start),
      percent(step.rate_from_previous),
      duration(step.median_seconds),
    ])
  const head = ['step', 'people', 'of start', 'of previous', 'median time']
  const parts = [table(head, rows(steps)), `${count(open)} have not finished and still may.`]
  for (const group of groups) parts.push('', group.key || '(none)', table(head, rows(group.steps)))
  return parts.join('\n')
}

const breakdownText = ({ by, rows }: BreakdownAnswer) =>
  table(
    [by, 'people', 'sessions', 'micro', 'macro', 'macro rate (95 %)', 'value'],
    rows.map((row) => [
      row.key || '(none)',
      count(row.people),
      count(row.sessions),
      count(row.micro.conversions),
      count(row.macro.conversions),
      rate(row.macro),
      count(row.value),
    ]),
  )

const report = async ({ door, say }: Context, name: string, options: Options): Promise<void> => {
  const site = await door.call('site', { site: options.site })
  const frame = frameOf(options, site.timezone)
  const at = { site: site.id }
  if (name === 'overview') {
    const answer = await door.call('overview', at, frame)
    return say.answer(answer, () => overviewText(answer))
  }
  if (name === 'goals') {
    const answer = await door.call('goalsReport', at, frame)
    return say.answer(answer, () => goalsText(answer))
  }
  if (name === 'live') {
    const answer = await door.call('live', at)
    return say.answer(
      answer,
      () =>
        `${count(answer.people_5_minutes)} people in the last 5 minutes, ${count(answer.people_30_minutes)} in the last 30.`,
    )
  }
  if (name === 'funnel') {
    const steps = (options.steps ?? '')
      .split(',')
      .filter((step) => step !== '')
      .map(parseStep)
    if (steps.length < 2)
      throw new CommandError('usage', 'A funnel needs at least two steps: --steps view_item,add_to_cart,purchase')
    const answer = await door.call('funnel', at, {
      ...frame,
      steps,
      window_seconds: parseWindow(options.window ?? '30d'),
      per: (options.per ?? 'person') as 'person',
      ...(options.by ? { breakdown: options.by } : {}),
      by_day: options.byDay === true,
    })
    return say.answer(answer, () => funnelText(answer))
  }
  if (await sideReport(name, { door, say, site: site.id, frame })) return
  const by = name === 'breakdown' ? options.by : breakdowns[name]
  if (!by)
    throw new CommandError(
      'usage',
      `There is no report "${name}". Reports are overview, goals, funnel, live, breakdown, ${[...Object.keys(breakdowns), ...sideReportNames].join(', ')}.`,
    )
  const answer = await door.call('breakdown', at, { ...frame, by, limit: Number(options.limit ?? 100) })
  return say.answer(answer, () => breakdownText(answer) + costsText(answer.costs, answer.currency))
}

export const registerReport = (program: Command, run: Run): void => {
  program
    .command('report <name>')
    .description(
      `print a report: overview, goals, funnel, live, breakdown --by FIELD, ${[...Object.keys(breakdowns), ...sideReportNames].join(', ')}`,
    )
    .requiredOption('--site <id>', 'the site')
    .option('--from <date>', "first day, in the site's time zone (default: 30 days before --to)")
    .option('--to <date>', 'the day after the last (default: tomorrow, so that today counts)')
    .option('--compare <with>', 'none, previous or year')
    .option('--filter <filter...>', 'device=mobile, property:size!=xl, page~/shoes, …')
    .option('--steps <steps>', 'funnel: events, /pages or goal:ID, separated by commas')
    .option('--window <length>', 'funnel: time to finish, like 30d', '30d')
    .option('--per <unit>', 'funnel: person or session', 'person')
    .option('--by <field>', 'breakdown, funnel: split by channel, device, property:NAME, …')
    .option('--by-day', 'funnel: also by day of entry')
    .option('--limit <rows>', 'breakdown: most rows', '100')
    .action(run(report))
}
