import type { Change, Overview, SeriesPoint, Totals } from '../contract/report.ts'
import { sql } from '../platform/sql.ts'
import { countChange, moneyChange, rateChange } from './changes.ts'
import type { Counted, Counts, CountsPlan } from './counts.ts'
import { conversionFigures } from './measures.ts'
import { money, type Worth } from './money.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { placeSql } from './rows.ts'

/** People, sessions, conversions and value of a period: as a line, and together. */
export type OverviewPlan = Omit<CountsPlan, 'places'> & { span: Span; interval: Interval }

/** Points of the line as places to count at. */
export const overviewPlaces = ({ span, interval }: Pick<OverviewPlan, 'span' | 'interval'>): CountsPlan['places'] => {
  const buckets = bucketsOf(span, interval)
  return {
    count: buckets.length,
    ofEvent: placeSql(sql`toUnixTimestamp(ts)`, buckets),
    ofRollup: placeSql(sql`toUnixTimestamp(quarter)`, buckets),
    ofKey: Number,
    isOfSession: false,
  }
}

const readTotals = ({ people, sessions, page_views, events, ...row }: Counts, worth: Worth): Totals => {
  const [net, gross] = [money(worth.net), money(worth.gross)]
  return {
    people,
    sessions,
    page_views,
    events,
    macro: conversionFigures(row.macro, row.macro_people, people),
    micro: conversionFigures(row.micro, row.micro_people, people),
    value: { net, gross, refunds: money(gross - net) },
    other_currencies: Object.entries(worth.other_currencies)
      .map(([currency, amount]) => ({ currency, net: money(amount) }))
      .sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}

const readPoint = (
  { start, end, label }: Bucket,
  { events: _, ...counts }: Counts,
  now: number,
): Omit<SeriesPoint, 'value'> => ({ start, label, unfinished: end > now, ...counts })

export type OverviewPart = { totals: Totals; series: SeriesPoint[] }

export const readOverview = (
  { span, interval }: Pick<OverviewPlan, 'span' | 'interval'>,
  { at: countsAt, money: worth }: Counted,
  now: number,
): OverviewPart => {
  return {
    totals: readTotals(countsAt(null), worth.at(null)),
    series: bucketsOf(span, interval).map((bucket, place) => ({
      ...readPoint(bucket, countsAt(place), now),
      value: money(worth.at(place).net),
    })),
  }
}

/** `isWhole`: the comparison was counted from its beginning to its end; if not, only rates can be compared, if anybody came. */
export const overviewChanges = (
  current: OverviewPart,
  previous: OverviewPart,
  { isWhole }: { isWhole: boolean },
): Overview['changes'] => {
  const counts = (pick: (point: SeriesPoint) => number, total: (totals: Totals) => number): Change | null =>
    isWhole
      ? countChange(
          { total: total(current.totals), series: current.series.map(pick) },
          { total: total(previous.totals), series: previous.series.map(pick) },
        )
      : null
  const of = (totals: Totals, people: number) => ({ successes: people, trials: Math.max(totals.people, people) })
  const rates = (tier: 'macro' | 'micro'): Change | null =>
    isWhole || previous.totals.people > 0
      ? rateChange(of(current.totals, current.totals[tier].people), of(previous.totals, previous.totals[tier].people))
      : null
  return {
    people: counts(
      (point) => point.people,
      (totals) => totals.people,
    ),
    sessions: counts(
      (point) => point.sessions,
      (totals) => totals.sessions,
    ),
    macro: counts(
      (point) => point.macro,
      (totals) => totals.macro.conversions,
    ),
    micro: counts(
      (point) => point.micro,
      (totals) => totals.micro.conversions,
    ),
    macro_rate: rates('macro'),
    micro_rate: rates('micro'),
    value: isWhole
      ? moneyChange(
          { total: current.totals.value.net, series: current.series.map(({ value }) => value) },
          { total: previous.totals.value.net, series: previous.series.map(({ value }) => value) },
        )
      : null,
  }
}
