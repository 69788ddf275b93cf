import { NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedDaysReport } from '../../../../src/contract/side-reports.ts'
import { type ChartTokens, type TimePoint, timeSeriesOption } from '../../charts/index.ts'
import { Picture, useTimeLabels } from '../../figures/index.ts'
import { localDay, useValueNames } from '../../frame-bar/index.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Note } from '../../ui/note.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { everyDay } from './every-day.ts'

type Row = ImportedDaysReport['rows'][number]
const pictureHeight = 200

/** "plausible" as Plausible writes itself. */
const toolName = (tool: string): string => tool.charAt(0).toUpperCase() + tool.slice(1)

/** Where the tool's days end and Minnow's begin, as far as both are known. */
const Seam = ({ report }: { report: ImportedDaysReport }) => {
  const { t } = useTranslation('imported-days')
  const format = useFormat()
  const { told, counted_since: since } = report
  if (!told) return null
  const day = (label: string): string => format.dayAndYear(Date.parse(`${label}T12:00:00Z`))
  const tool = format.list(report.tools.map(toolName))
  return (
    <Note tone="plain">
      <Text size="sm">
        {t('seam.told', { tool, first: day(told.first), last: day(told.last) })}{' '}
        {since === null ? t('seam.notYet') : t('seam.since', { day: format.dayAndYear(since) })} {t('seam.apart')}
      </Text>
    </Note>
  )
}

const DaysPicture = ({ report, tool }: { report: ImportedDaysReport; tool: string }) => {
  const { t } = useTranslation('imported-days')
  const { t: tFrame } = useTranslation('frame')
  const labels = useTimeLabels('day')
  const format = useFormat()
  const title = t('picture', { tool })
  const points = useMemo((): TimePoint[] => {
    const byDay = new Map(report.days.map(({ day, people }) => [day, people]))
    // A day of which nothing is told is a gap, not a day without visitors.
    return everyDay(report.days[0]?.day, report.days.at(-1)?.day).map((label) => ({
      ...{ label, value: byDay.get(label) ?? null, unfinished: false },
    }))
  }, [report])
  // Where Minnow begins to count for itself.
  const seam = report.counted_since === null ? '' : localDay(report.counted_since, format.timezone)
  const build = useCallback(
    (tokens: ChartTokens, width: number) =>
      timeSeriesOption(
        {
          ...{ name: tool, points, previous: null, color: 'neutral' },
          ...{ formatValue: format.number, formatAxis: format.compact },
          ...{ formatLabel: labels.long, formatTick: labels.tick, unfinishedNote: tFrame('chart.unfinished') },
          seams: points.some(({ label }) => label === seam) ? [seam] : [],
        },
        tokens,
        width,
      ),
    [points, tool, seam, format, labels.long, labels.tick, tFrame],
  )
  return (
    <Picture
      title={title}
      legend={
        points.some(({ label }) => label === seam) ? (
          <span>
            <span aria-hidden="true">┊ </span>
            {t('seam.since', { day: format.localDay(seam) })}
          </span>
        ) : null
      }
      build={build}
      height={pictureHeight}
      description={title}
      csv={() => [
        [tFrame('chart.time'), t('column.people'), t('column.sessions'), t('column.page_views')],
        ...report.days.map(({ day, people, sessions, page_views: views }) => [day, people, sessions, views]),
      ]}
    />
  )
}

const DimensionTable = ({ rows }: { rows: readonly Row[] }) => {
  const { t } = useTranslation('imported-days')
  const { t: tFrame } = useTranslation('frame')
  const { valueName } = useValueNames()
  const format = useFormat()
  const dimensions = [...new Set(rows.map(({ dimension }) => dimension))]
  const [chosen, setChosen] = useState('')
  const dimension = dimensions.includes(chosen) ? chosen : (dimensions.find((one) => one === 'source') ?? dimensions[0])
  if (dimension === undefined) return null
  const name = (one: string): string =>
    one === 'entry_page' || one === 'exit_page'
      ? t(`dimension.${one}`)
      : tFrame(`dimension.${one}`, { defaultValue: one })
  const count = (key: 'people' | 'sessions' | 'page_views') =>
    countColumn<Row>(format, {
      ...{ key, header: t(`column.${key}`), of: (row) => row[key] },
      ...(key === 'people' && { explain: t('explain.people') }),
    })
  const columns: Column<Row>[] = [
    {
      key: 'value',
      header: name(dimension),
      value: ({ value }) => valueName(dimension, value),
      show: ({ value }) => <span style={{ overflowWrap: 'anywhere' }}>{valueName(dimension, value)}</span>,
    },
    count('people'),
    count('sessions'),
    count('page_views'),
  ]
  return (
    <DataTable
      name={t('table', { dimension: name(dimension) })}
      columns={columns}
      rows={rows.filter((row) => row.dimension === dimension)}
      rowKey={({ value }) => value}
    >
      <NativeSelect
        aria-label={t('by')}
        value={dimension}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={dimensions.map((one) => ({ value: one, label: name(one) }))}
      />
    </DataTable>
  )
}

/** What another tool told of the period, day by day: beside what Minnow counts, and apart from it. */
export const ImportedTotals = ({ report }: { report: ImportedDaysReport }) => {
  const { t } = useTranslation('imported-days')
  const format = useFormat()
  const tool = format.list(report.tools.map(toolName))
  return (
    <Stack component="section" gap="md" mt="xl" aria-label={t('title', { tool })}>
      <Title order={2} fz="lg">
        {t('title', { tool })}
      </Title>
      <Seam report={report} />
      <DaysPicture report={report} tool={tool} />
      <DimensionTable rows={report.rows} />
    </Stack>
  )
}
