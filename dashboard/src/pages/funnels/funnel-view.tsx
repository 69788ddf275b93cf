import { Text } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer, FunnelStepFigures } from '../../../../src/contract/report.ts'
import { type ChartTokens, type FunnelBar, funnelHeight, funnelOption } from '../../charts/index.ts'
import { Picture, Rate } from '../../figures/index.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { worstStep } from './worst-step.ts'

type Properties = { answer: FunnelAnswer; names: readonly string[] }
type StepRow = { index: number; name: string; figures: FunnelStepFigures; before: FunnelStepFigures | undefined }

const estimate = (value: number | null, interval: [number, number] | null) =>
  value === null || interval === null ? null : { value, low: interval[0], high: interval[1] }

/** The funnel as bars: who is left after each step, and what is lost between. */
export const FunnelPictureView = ({ answer, names }: Properties) => {
  const { t } = useTranslation('funnels')
  const format = useFormat()
  const { steps, previous } = answer
  const entrants = steps[0]?.people ?? 0
  const worst = worstStep(steps)
  const bars = useMemo(
    () =>
      steps.map((step, index): FunnelBar => {
        const lost = step.rate_from_previous === null ? null : 1 - step.rate_from_previous
        const between = [
          lost === null || index === 0 ? '' : t('leaveHere', { percent: format.percent(lost) }),
          step.median_seconds === null ? '' : t('usually', { duration: format.duration(step.median_seconds) }),
        ]
        return {
          name: names[index] ?? step.label,
          share: step.rate_from_start ?? (index === 0 ? 1 : 0),
          low: step.rate_from_start_interval?.[0] ?? 0,
          high: step.rate_from_start_interval?.[1] ?? 0,
          before: previous?.steps[index]?.rate_from_start ?? null,
          figures: `${format.number(step.people)} · ${format.percent(step.rate_from_start ?? (index === 0 ? 1 : 0))}`,
          between: between.filter((part) => part !== '').join(' · '),
          isWorst: worst?.index === index,
        }
      }),
    [steps, previous, names, format, t, worst?.index],
  )
  const open = entrants > 0 ? answer.open / entrants : 0
  const build = useCallback((tokens: ChartTokens) => funnelOption({ bars, open }, tokens), [bars, open])
  return (
    <Picture
      title={t('picture.title')}
      legend={[t('picture.interval'), previous ? t('picture.before') : '', answer.open > 0 ? t('picture.open') : '']
        .filter((part) => part !== '')
        .join(' · ')}
      build={build}
      height={funnelHeight(bars.length)}
      description={bars
        .map(({ name, figures, between }) => [between, `${name}: ${figures}`].filter(Boolean).join('. '))
        .join('. ')}
      csv={() => [
        [t('column.step'), t('column.people'), t('column.fromStart'), t('column.fromPrevious'), t('column.median')],
        ...steps.map((step, index) => [
          names[index] ?? step.label,
          step.people,
          step.rate_from_start,
          step.rate_from_previous,
          step.median_seconds,
        ]),
      ]}
    />
  )
}

/** The table behind the picture. */
export const StepsTable = ({ answer, names }: Properties) => {
  const { t } = useTranslation('funnels')
  const format = useFormat()
  const rows: StepRow[] = answer.steps.map((figures, index) => ({
    index,
    name: names[index] ?? figures.label,
    figures,
    before: answer.previous?.steps[index],
  }))
  const columns: Column<StepRow>[] = [
    {
      key: 'step',
      header: t('column.step'),
      sortable: false,
      value: ({ name }) => name,
      show: ({ index, name }) => `${index + 1}. ${name}`,
    },
    {
      key: 'people',
      header: answer.per === 'session' ? t('column.sessions') : t('column.people'),
      numeric: true,
      sortable: false,
      value: ({ figures }) => figures.people,
      show: ({ figures }) => format.number(figures.people),
    },
    {
      key: 'from_previous',
      header: t('column.fromPrevious'),
      numeric: true,
      sortable: false,
      explain: t('explain.fromPrevious'),
      value: ({ figures }) => figures.rate_from_previous,
      show: ({ figures }) => (
        <Rate estimate={estimate(figures.rate_from_previous, figures.rate_from_previous_interval)} max={1} />
      ),
    },
    {
      key: 'from_start',
      header: t('column.fromStart'),
      numeric: true,
      sortable: false,
      explain: t('explain.fromStart'),
      value: ({ figures }) => figures.rate_from_start,
      // Everybody who entered reached the first step: that is no estimate.
      show: ({ index, figures }) =>
        index === 0 ? (
          format.percent(1)
        ) : (
          <Rate estimate={estimate(figures.rate_from_start, figures.rate_from_start_interval)} max={1} />
        ),
    },
    ...(answer.previous
      ? [
          {
            key: 'before',
            header: t('column.before'),
            numeric: true,
            sortable: false,
            value: ({ before }: StepRow) => before?.rate_from_start ?? null,
            show: ({ index, before }: StepRow) =>
              before?.rate_from_start == null || index === 0 ? (
                <Text span c="dimmed">
                  –
                </Text>
              ) : (
                <Rate estimate={estimate(before.rate_from_start, before.rate_from_start_interval)} />
              ),
          },
        ]
      : []),
    {
      key: 'median',
      header: t('column.median'),
      numeric: true,
      sortable: false,
      explain: t('explain.median'),
      value: ({ figures }) => figures.median_seconds,
      show: ({ figures }) => (figures.median_seconds === null ? '–' : format.duration(figures.median_seconds)),
    },
  ]
  return <DataTable name={t('picture.title')} columns={columns} rows={rows} rowKey={({ index }) => String(index)} />
}
