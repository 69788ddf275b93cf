import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TrafficAnswer } from '../../../../../src/contract/traffic.ts'
import { useChange } from '../../../queries.ts'
import { actionColumn, countColumn } from '../../../ui/columns.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { changed, type TableProperties } from './reasons-table.tsx'

type Day = { day: string; events: number; reasons: string[] }
const shownDays = 14

/** The last days on which something was set aside, with the reasons of each. */
export const DaysTable = ({ answer }: { answer: TrafficAnswer }) => {
  const { t } = useTranslation('traffic')
  const format = useFormat()
  const days = [...Map.groupBy(answer.days, ({ day }) => day)]
    .map(
      ([day, rows]): Day => ({
        day,
        events: rows.reduce((sum, { events }) => sum + events, 0),
        reasons: rows.map(({ reason, events }) => `${t(`reason.${reason}`)} ${format.number(events)}`),
      }),
    )
    .toSorted((one, other) => (one.day < other.day ? 1 : -1))
    .slice(0, shownDays)
  const columns: Column<Day>[] = [
    { key: 'day', header: t('column.day'), value: ({ day }) => day, show: ({ day }) => format.localDay(day) },
    countColumn(format, { key: 'events', header: t('column.events'), of: ({ events }) => events }),
    { key: 'reasons', header: t('column.reasons'), value: ({ reasons }) => format.list(reasons) },
  ]
  return <DataTable name={t('days.title')} columns={columns} rows={days} rowKey={({ day }) => day} isList />
}

type Example = TrafficAnswer['examples'][number]

/** Visitors that were set aside, as they called themselves; each can be counted after all. */
export const ExamplesTable = ({ site, period, answer, isEditor }: TableProperties) => {
  const { t } = useTranslation('traffic')
  const format = useFormat()
  const count = useChange('countTraffic', changed)
  const columns: Column<Example>[] = [
    { key: 'reason', header: t('column.reason'), value: ({ reason }) => t(`reason.${reason}`) },
    countColumn(format, { key: 'events', header: t('column.events'), of: ({ events }) => events }),
    {
      key: 'last',
      header: t('column.last'),
      value: ({ last }) => new Date(last).toISOString(),
      show: ({ last }) => format.dateTime(last),
    },
    {
      key: 'agent',
      header: t('column.agent'),
      value: ({ agent, browser }) => agent || browser,
      minWidth: 240,
      show: ({ agent, browser, country, path }) => (
        <Stack gap={2}>
          <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
            {agent || browser}
          </Text>
          <Text size="xs" c="dimmed">
            {[country && format.country(country), path].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      ),
    },
  ]
  if (isEditor) {
    columns.push(
      actionColumn(t('column.change'), ({ visitor }) => (
        <Button
          variant="default"
          loading={count.isPending && count.variables.input?.visitor === visitor}
          onClick={() => count.mutate({ params: { site }, input: { ...period, visitor, always: true } })}
        >
          {t('count_one')}
        </Button>
      )),
    )
  }
  return (
    <Stack>
      <DataTable
        name={t('examples.title')}
        columns={columns}
        rows={answer.examples}
        rowKey={({ reason, visitor }) => `${reason} ${visitor}`}
        isList
      />
      <FormFailure error={count.error} />
    </Stack>
  )
}
