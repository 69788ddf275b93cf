import { Box, Button, Group, Text } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../../src/contract/report.ts'
import { type ChartTokens, type CsvCell, type TimePoint, timeSeriesOption } from '../../charts/index.ts'
import { Picture, useTimeLabels } from '../../figures/index.ts'
import { useReport } from '../../queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { colorOf, type Metric, pointsBefore, pointsOf, unitOf } from './metrics.ts'
import { seamsOf } from './seams.ts'

type Properties = { overview: Overview; metric: Metric; onMetric: (metric: Metric) => void }
type TableRow = { point: TimePoint; before: TimePoint | undefined }

const pictureHeight = 290

const cssColor = (metric: Metric): string =>
  colorOf(metric) === 'neutral' ? 'var(--mantine-color-text)' : `var(--minnow-${colorOf(metric)})`

const useMetricFormat = (metric: Metric, currency: string) => {
  const format = useFormat()
  return useMemo(() => {
    const unit = unitOf(metric)
    if (unit === 'share') return { value: format.percent, axis: format.percent }
    if (unit === 'money')
      return {
        value: (amount: number) => format.money(amount, currency),
        axis: (amount: number) => format.compactMoney(amount, currency),
      }
    return { value: format.number, axis: format.compact }
  }, [metric, currency, format])
}

/** The course of the chosen figure with the comparison behind it. */
export const OverviewPicture = ({ overview, metric, onMetric }: Properties) => {
  const { t } = useTranslation('overview')
  const { t: tFrame } = useTranslation('frame')
  const format = useFormat()
  const labels = useTimeLabels(overview.interval)
  const write = useMetricFormat(metric, overview.currency)
  const points = useMemo(() => pointsOf(overview.series, metric), [overview.series, metric])
  const before = useMemo(
    () => (overview.previous ? pointsBefore(overview.previous, metric) : null),
    [overview.previous, metric],
  )
  const imports = useReport('imports').data
  const seams = useMemo(() => seamsOf(imports ?? [], overview), [imports, overview])
  const build = useCallback(
    (tokens: ChartTokens, width: number) =>
      timeSeriesOption(
        {
          name: tFrame('chart.now'),
          points,
          previous: before && { name: tFrame('chart.before'), points: before },
          color: colorOf(metric),
          formatValue: write.value,
          formatAxis: write.axis,
          formatLabel: labels.long,
          formatTick: labels.tick,
          unfinishedNote: tFrame('chart.unfinished'),
          seams: seams.map(({ label }) => label),
        },
        tokens,
        width,
      ),
    [points, before, metric, write, labels.long, labels.tick, tFrame, seams],
  )
  const name = t(`metric.${metric}`)
  const rows: TableRow[] = points.map((point, index) => ({ point, before: before?.[index] }))
  const hasInterval = unitOf(metric) === 'share'
  const columns: Column<TableRow>[] = [
    {
      key: 'time',
      header: tFrame('chart.time'),
      value: ({ point }) => point.label,
      show: ({ point }) => (
        <>
          {labels.long(point.label)}
          {point.unfinished ? (
            <Text span size="xs" c="dimmed">
              {' '}
              · {tFrame('chart.unfinished')}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: 'value',
      header: name,
      numeric: true,
      value: ({ point }) => point.value,
      show: ({ point }) => (point.value === null ? '–' : write.value(point.value)),
    },
    ...(hasInterval
      ? (['low', 'high'] as const).map(
          (end): Column<TableRow> => ({
            key: end,
            header: end === 'low' ? tFrame('chart.low') : tFrame('chart.high'),
            numeric: true,
            value: ({ point }) => point[end] ?? null,
            show: ({ point }) => (point[end] === undefined ? '–' : write.value(point[end])),
          }),
        )
      : []),
    ...(before
      ? [
          {
            key: 'before',
            header: tFrame('chart.before'),
            numeric: true,
            value: (row: TableRow) => row.before?.value ?? null,
            show: (row: TableRow) => (typeof row.before?.value === 'number' ? write.value(row.before.value) : '–'),
          },
        ]
      : []),
  ]
  const csv = (): CsvCell[][] => [
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map((column) => column.value(row))),
  ]
  const finished = points.filter(({ value, unfinished }) => value !== null && !unfinished)
  const highest = finished.reduce<TimePoint | undefined>(
    (best, point) => ((point.value ?? 0) > (best?.value ?? -1) ? point : best),
    undefined,
  )
  const description = [
    name,
    highest && t('picture.highest', { value: write.value(highest.value ?? 0), time: labels.long(highest.label) }),
  ]
    .filter(Boolean)
    .join('. ')
  const pair = metric.startsWith('macro') ? 'macro' : metric.startsWith('micro') ? 'micro' : null
  return (
    <Picture
      title={name}
      legend={
        <Group gap="md">
          <Box component="span" hiddenFrom="md">
            <span aria-hidden="true" style={{ color: cssColor(metric), fontWeight: 700 }}>
              ━{' '}
            </span>
            {tFrame('chart.now')}
          </Box>
          {before ? (
            <Box component="span" hiddenFrom="md">
              <span aria-hidden="true" style={{ color: 'var(--minnow-quiet)' }}>
                ─{' '}
              </span>
              {tFrame('chart.before')}
            </Box>
          ) : null}
          {points.some(({ unfinished }) => unfinished) ? (
            <span>
              <span aria-hidden="true" style={{ color: cssColor(metric) }}>
                ┅{' '}
              </span>
              {tFrame('chart.unfinished')}
            </span>
          ) : null}
          {seams.map(({ label, file, last }) => (
            <span key={`${label} ${file}`}>
              <span aria-hidden="true">┊ </span>
              {t('picture.seam', { file, day: format.day(last) })}
            </span>
          ))}
        </Group>
      }
      build={build}
      height={pictureHeight}
      description={description}
      csv={csv}
      table={() => <DataTable name={name} columns={columns} rows={rows} rowKey={({ point }) => point.label} />}
      actions={
        pair ? (
          <Group gap={2} wrap="nowrap" role="group" aria-label={t('picture.show')}>
            {([pair, `${pair}_rate`] as const).map((choice) => (
              <Button
                key={choice}
                variant={choice === metric ? 'light' : 'subtle'}
                size="compact-sm"
                mih={40}
                aria-pressed={choice === metric}
                onClick={() => onMetric(choice)}
              >
                {t(choice === pair ? 'picture.count' : 'picture.rate')}
              </Button>
            ))}
          </Group>
        ) : null
      }
    />
  )
}
