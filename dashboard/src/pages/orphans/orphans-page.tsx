import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OrphansAnswer } from '../../../../src/contract/orphans.ts'
import { useNames } from '../../figures/names.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Reason = OrphansAnswer['reasons'][number]
type Example = OrphansAnswer['examples'][number]

const useAnswer = (answer: OrphansAnswer | undefined): string | undefined => {
  const { t } = useTranslation('orphans')
  const format = useFormat()
  if (!answer || answer.orphans === 0) return undefined
  const { orphans, conversions } = answer
  return t('answer', { count: orphans, orphans: format.number(orphans), conversions: format.number(conversions) })
}

const ReasonsTable = ({ rows }: { rows: readonly Reason[] }) => {
  const { t } = useTranslation('orphans')
  const format = useFormat()
  const columns: Column<Reason>[] = [
    {
      key: 'reason',
      header: t('column.reason'),
      value: ({ reason }) => t(`reason.${reason}`),
      show: ({ reason }) => (
        <>
          <Text span size="sm">
            {t(`reason.${reason}`)}
          </Text>
          <Text size="xs" c="dimmed" maw={560}>
            {t(`advice.${reason}`)}
          </Text>
        </>
      ),
    },
    countColumn(format, { key: 'conversions', header: t('column.conversions'), of: ({ conversions }) => conversions }),
  ]
  return <DataTable isTitled name={t('table.reasons')} columns={columns} rows={rows} rowKey={({ reason }) => reason} />
}

const ExamplesTable = ({ rows }: { rows: readonly Example[] }) => {
  const { t } = useTranslation('orphans')
  const format = useFormat()
  const { stepName } = useNames()
  const columns: Column<Example>[] = [
    {
      key: 'time',
      header: t('column.time'),
      value: ({ time }) => new Date(time).toISOString(),
      show: ({ time }) => format.dateTime(time),
    },
    { key: 'name', header: t('column.what'), value: ({ name }) => stepName({ event: name }, []) },
    { key: 'order', header: t('column.order'), value: ({ transaction_id: order }) => order || '–' },
    {
      key: 'value',
      header: t('column.value'),
      numeric: true,
      value: ({ value }) => value,
      show: ({ value, currency }) => (currency === '' ? '–' : format.money(value, currency)),
    },
    {
      key: 'reason',
      header: t('column.reason'),
      value: ({ reason }) => t(`reason.${reason}`),
      show: ({ reason }) => (
        <Text size="sm" miw={170}>
          {t(`reason.${reason}`)}
        </Text>
      ),
    },
  ]
  return (
    <DataTable
      isTitled
      atFirst={15}
      name={t('table.examples')}
      columns={columns}
      rows={rows}
      rowKey={({ time, name, visitor, transaction_id: order }) => `${time} ${name} ${visitor} ${order}`}
    />
  )
}

export const OrphansPage = () => {
  const { t } = useTranslation('orphans')
  const { frame } = useFrame()
  const query = useReport('orphans', frame)
  const answer = useAnswer(query.data)
  return (
    <>
      <PageHeader question={t('question')} answer={answer} />
      <QueryView query={query}>
        {(data) =>
          data.orphans === 0 ? (
            <EmptyState title={data.conversions === 0 ? t('none.title') : t('all.title')}>
              {data.conversions === 0 ? t('none.text') : t('all.text', { count: data.visit_days })}
            </EmptyState>
          ) : (
            <Stack gap="xl">
              <ReasonsTable rows={data.reasons} />
              <ExamplesTable rows={data.examples} />
              <Text size="sm" c="dimmed" maw={760}>
                {t('note', { count: data.visit_days })}
              </Text>
            </Stack>
          )
        }
      </QueryView>
    </>
  )
}
