import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AsideReason, TrafficAnswer } from '../../../../../src/contract/traffic.ts'
import { useChange } from '../../../queries.ts'
import { actionColumn, countColumn } from '../../../ui/columns.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { useFormat } from '../../../ui/use-format.ts'

export type TableProperties = {
  site: string
  period: { from: string; to: string }
  answer: TrafficAnswer
  isEditor: boolean
}

type Row = { reason: AsideReason; events: number; visitors: number }
/** What is told anew when events come and go. */
export const changed = ['traffic', 'busiestVisitors', 'overview', 'goalsReport', 'breakdown', 'funnel'] as const

/** Set-aside traffic by reason, with the way to have it counted. */
export const ReasonsTable = ({ site, period, answer, isEditor }: TableProperties) => {
  const { t } = useTranslation('traffic')
  const format = useFormat()
  const count = useChange('countTraffic', changed)
  if (answer.reasons.length === 0) return <Text size="sm">{t('aside.none')}</Text>
  const columns: Column<Row>[] = [
    {
      key: 'reason',
      header: t('column.reason'),
      value: ({ reason }) => t(`reason.${reason}`),
      minWidth: 160,
      show: ({ reason }) => (
        <Stack gap={2}>
          <Text size="sm" fw={600}>
            {t(`reason.${reason}`)}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`reason_text.${reason}`)}
          </Text>
        </Stack>
      ),
    },
    countColumn(format, { key: 'events', header: t('column.events'), of: ({ events }) => events }),
    countColumn(format, { key: 'visitors', header: t('column.visitors'), of: ({ visitors }) => visitors }),
  ]
  if (isEditor) {
    columns.push(
      actionColumn(t('column.change'), ({ reason }) => (
        <Button
          variant="default"
          loading={count.isPending && count.variables.input?.reason === reason}
          onClick={() => count.mutate({ params: { site }, input: { ...period, reason, always: true } })}
          aria-label={t('count_of', { reason: t(`reason.${reason}`) })}
        >
          {t('count')}
        </Button>
      )),
    )
  }
  return (
    <Stack>
      <DataTable
        name={t('aside.title')}
        columns={columns}
        rows={answer.reasons}
        rowKey={({ reason }) => reason}
        isList
      />
      <FormFailure error={count.error} />
    </Stack>
  )
}

/** What is counted after all, with the way back. */
export const CountedTable = ({ site, period, answer, isEditor }: TableProperties) => {
  const { t } = useTranslation('traffic')
  const format = useFormat()
  const undo = useChange('uncountTraffic', changed)
  const known = new Set(answer.counted.map(({ reason }) => reason))
  const rows: Row[] = [
    ...answer.counted,
    ...answer.rules.counted
      .filter((reason) => !known.has(reason))
      .map((reason) => ({ reason, events: 0, visitors: 0 })),
  ]
  const columns: Column<Row>[] = [
    { key: 'reason', header: t('column.reason'), value: ({ reason }) => t(`reason.${reason}`) },
    countColumn(format, { key: 'events', header: t('column.events'), of: ({ events }) => events }),
    {
      key: 'new',
      header: t('column.new'),
      value: ({ reason }) => t((answer.rules.counted as string[]).includes(reason) ? 'new.counted' : 'new.aside'),
    },
  ]
  if (isEditor) {
    columns.push(
      actionColumn(t('column.change'), ({ reason }) => (
        <Button
          variant="default"
          loading={undo.isPending && undo.variables.input?.reason === reason}
          onClick={() => undo.mutate({ params: { site }, input: { ...period, reason, always: true } })}
          aria-label={t('undo_of', { reason: t(`reason.${reason}`) })}
        >
          {t('undo')}
        </Button>
      )),
    )
  }
  return (
    <Stack>
      <DataTable
        name={t('counted.title')}
        columns={columns}
        rows={rows}
        rowKey={({ reason }) => reason}
        isList
        withoutDownload
      />
      <FormFailure error={undo.error} />
    </Stack>
  )
}
