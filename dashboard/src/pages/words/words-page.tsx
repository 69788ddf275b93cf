import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SearchWordsFigures, SearchWordsReport } from '../../../../src/contract/side-reports.ts'
import { Rate } from '../../figures/index.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ImportLink } from '../../ui/import-link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** "What do people search for?": before they come, and on the site itself. */
export const WordsPage = () => {
  const { t } = useTranslation('words')
  const { frame } = useFrame()
  const format = useFormat()
  const query = useReport('searchWords', frame)
  const [first] = query.data?.rows ?? []
  const answer = first && t('answer', { words: first.words, count: first.clicks, number: format.number(first.clicks) })
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        <ImportLink />
      </PageHeader>
      <QueryView query={query}>
        {(report) =>
          report.rows.length === 0 && report.own.length === 0 ? (
            <EmptyState title={t('empty.title')} action={<ImportLink />}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <Tables report={report} />
          )
        }
      </QueryView>
    </>
  )
}

const Tables = ({ report }: { report: SearchWordsReport }) => {
  const { t } = useTranslation('words')
  const format = useFormat()
  const count = (key: 'clicks' | 'impressions') =>
    countColumn<SearchWordsFigures>(format, { key, header: t(`column.${key}`), of: (row) => row[key] })
  const ownCount = (key: 'searches' | 'people') =>
    countColumn<SearchWordsReport['own'][number]>(format, { key, header: t(`column.${key}`), of: (row) => row[key] })
  const columns: Column<SearchWordsFigures>[] = [
    { key: 'words', header: t('column.words'), value: ({ words }) => words },
    { key: 'kind', header: t('column.kind'), value: ({ kind }) => t(`kind.${kind}`) },
    count('clicks'),
    count('impressions'),
    {
      key: 'rate',
      header: t('column.rate'),
      numeric: true,
      explain: t('explain.rate'),
      value: ({ click_rate }) => click_rate?.value ?? null,
      show: ({ click_rate }) => <Rate estimate={click_rate} />,
    },
    {
      key: 'position',
      header: t('column.position'),
      numeric: true,
      explain: t('explain.position'),
      value: ({ position }) => position,
      show: ({ position }) => (position === null ? '–' : format.decimal(position)),
    },
    {
      key: 'cost',
      header: t('column.cost'),
      numeric: true,
      value: ({ cost }) => cost,
      show: ({ cost }) => (cost === null ? '–' : format.money(cost, report.currency)),
    },
  ]
  return (
    <Stack gap="xl">
      {report.rows.length > 0 ? (
        <DataTable
          isTitled
          atFirst={25}
          name={t('before')}
          columns={columns}
          rows={report.rows}
          rowKey={({ words, kind }) => `${kind} ${words}`}
        />
      ) : (
        <Text c="dimmed">{t('noneBefore')}</Text>
      )}
      {report.partly > 0 ? (
        <Text size="sm" c="dimmed">
          {t('partly', { count: report.partly, number: format.number(report.partly) })}
        </Text>
      ) : null}
      <div>
        <Title order={2} fz="md" mb="sm">
          {t('own')}
        </Title>
        {report.own.length > 0 ? (
          <DataTable
            name={t('own')}
            columns={[
              { key: 'words', header: t('column.words'), value: ({ words }) => words },
              ownCount('searches'),
              ownCount('people'),
            ]}
            rows={report.own}
            rowKey={({ words }) => words}
          />
        ) : (
          <Text c="dimmed">{t('noneOwn')}</Text>
        )}
      </div>
    </Stack>
  )
}
