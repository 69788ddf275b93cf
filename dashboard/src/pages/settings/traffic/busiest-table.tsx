import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BusiestAnswer } from '../../../../../src/contract/traffic.ts'
import { useValueNames } from '../../../frame-bar/index.ts'
import { useChange } from '../../../queries.ts'
import { actionColumn, countColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { changed } from './reasons-table.tsx'

type Visitor = BusiestAnswer['visitors'][number]

type Properties = {
  site: string
  /** What is set aside of a visitor; the table itself may be about less. */
  period: { from: string; to: string }
  visitors: readonly Visitor[]
  keptDays: number
  isEditor: boolean
}

/** Counted visitors with most events; each can be set aside, after a question. */
export const BusiestTable = ({ site, period, visitors, keptDays, isEditor }: Properties) => {
  const { t } = useTranslation('traffic')
  const format = useFormat()
  const { valueName } = useValueNames()
  const setAside = useChange('setTrafficAside', changed)
  const number = (key: 'events' | 'page_views' | 'sessions') =>
    countColumn<Visitor>(format, { key, header: t(`column.${key}`), of: (row) => row[key] })
  const programOf = ({ browser, os }: Visitor): string =>
    [browser, os].filter(Boolean).join(', ') || t('busiest.unknown')
  const columns: Column<Visitor>[] = [
    {
      key: 'browser',
      header: t('column.browser'),
      value: programOf,
      minWidth: 160,
      show: (visitor) => (
        <Stack gap={2}>
          <Text size="sm" fw={500}>
            {programOf(visitor)}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {[
              visitor.country && format.country(visitor.country),
              visitor.channel && valueName('channel', visitor.channel),
              visitor.path,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Stack>
      ),
    },
    number('events'),
    number('page_views'),
    number('sessions'),
    {
      key: 'last',
      header: t('column.last'),
      value: ({ last }) => new Date(last).toISOString(),
      show: ({ last }) => format.dateTime(last),
    },
  ]
  if (isEditor) {
    columns.push(
      actionColumn(t('column.change'), (row) => (
        <ConfirmButton
          label={t('aside_one')}
          title={t('confirm.title')}
          text={t('confirm.text', { days: format.number(keptDays) })}
          onConfirm={() =>
            setAside.mutateAsync({ params: { site }, input: { ...period, visitor: row.visitor, always: true } })
          }
          buttonProps={{ 'aria-label': t('aside_of', { browser: programOf(row), events: format.number(row.events) }) }}
        />
      )),
    )
  }
  return (
    <DataTable name={t('busiest.title')} columns={columns} rows={visitors} rowKey={({ visitor }) => visitor} isList />
  )
}
