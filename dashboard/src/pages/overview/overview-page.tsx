import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../../src/contract/report.ts'
import { useFrame, usePageSearch } from '../../frame-bar/index.ts'
import { useReport, useSite } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { defaultMetric, isEmpty, isMetric, type Metric } from './metrics.ts'
import { OverviewFigures } from './overview-figures.tsx'
import { OverviewPicture } from './overview-picture.tsx'
import { TopTables } from './top-tables.tsx'

// Few sites have totals of another tool; the others load nothing for it.
const ImportedTotals = lazy(() => import('./imported-totals.tsx').then((part) => ({ default: part.ImportedTotals })))

const readSearch = (search: Record<string, unknown>): { metric?: Metric } =>
  isMetric(search.metric) ? { metric: search.metric } : {}

/** "1,204 people came, and 31 of them bought: 2.6 of 100." Silent while nobody came. */
const useAnswer = (overview: Overview | undefined): string | undefined => {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { preset } = useSite()
  if (!overview || overview.totals.people === 0) return undefined
  const { totals, changes, previous } = overview
  const people = t('answer.people', { count: totals.people, people: format.number(totals.people) })
  const macro = t('answer.macro', {
    context: preset,
    count: totals.macro.people,
    people: format.number(totals.macro.people),
    percent: totals.macro.rate ? format.percent(totals.macro.rate.value) : '',
  })
  const change = changes?.people
  const trend =
    change?.certain && change.relative
      ? t(change.relative > 0 ? 'answer.more' : 'answer.fewer', { percent: format.percent(Math.abs(change.relative)) })
      : ''
  const since = previous?.counted_since ? t('answer.since', { day: format.dayAndYear(previous.counted_since) }) : ''
  return [people, macro, trend, since].filter((part) => part !== '').join(' ')
}

export const OverviewPage = () => {
  const { t } = useTranslation('overview')
  const { preset } = useSite()
  const { frame } = useFrame()
  const [{ metric = defaultMetric }, changeSearch] = usePageSearch(readSearch)
  const query = useReport('overview', frame)
  const imported = useReport('importedDays', frame)
  const answer = useAnswer(query.data)
  const showMetric = (chosen: Metric) =>
    void changeSearch({ metric: chosen === defaultMetric ? undefined : chosen }, { replace: true })
  return (
    <>
      <PageHeader question={t('question', { context: preset })} answer={answer} />
      <QueryView query={query}>
        {(overview) =>
          isEmpty(overview) ? (
            <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
          ) : (
            <>
              <OverviewFigures overview={overview} metric={metric} onMetric={showMetric} />
              <OverviewPicture overview={overview} metric={metric} onMetric={showMetric} />
              <TopTables frame={frame} />
            </>
          )
        }
      </QueryView>
      {/* Totals cannot be filtered: under a filter they would be beside the point. */}
      {imported.data && imported.data.days.length > 0 && frame.filters?.length === 0 ? (
        <Suspense fallback={null}>
          <ImportedTotals report={imported.data} />
        </Suspense>
      ) : null}
    </>
  )
}
