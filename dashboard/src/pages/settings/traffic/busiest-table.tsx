import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BusiestAnswer } from '../../../../../src/contract/traffic.ts'
import { useValueNames } from '../../../frame-bar/index.ts'
import { useChange } from '../../../queries.ts'
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
  const number = (key: 'events' | 'page_views' | 'sessions'): Column<Visitor> => ({
    ...{ key, header: t(`column.${key}`), numeric: true, value: (row) => row[key] },
    show: (row) => format.number(row[key]),
  })
  const columns: Column<Visitor>[] = [
    {
      key: 'browser',
      header: t('column.browser'),
      value: ({ browser, os }) => [browser, os].filter(Boolean).join(', '),
      show: ({ browser, os, country, channel, path }) => (
        <Stack gap={2} miw={140}>
          <Text size="sm" fw={500}>
            {[browser, os].filter(Boolean).join(', ') || t('busiest.unknown')}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {[country && format.country(country), channel && valueName('channel', channel), path]
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
    columns.push({
      key: 'aside',
      header: t('column.change'),
      sortable: false,
      value: () => '',
      show: ({ visitor, events, browser }) => (
        <ConfirmButton
          label={t('aside_one')}
          title={t('confirm.title')}
          text={t('confirm.text', { days: format.number(keptDays) })}
          onConfirm={() => setAside.mutateAsync({ params: { site }, input: { ...period, visitor, always: true } })}
          buttonProps={{ 'aria-label': t('aside_of', { browser, events: format.number(events) }) }}
        />
      ),
    })
  }
  return <DataTable name={t('busiest.title')} columns={columns} rows={visitors} rowKey={({ visitor }) => visitor} />
}
