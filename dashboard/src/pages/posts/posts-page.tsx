import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PostFigures, PostsReport } from '../../../../src/contract/side-reports.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ImportLink } from '../../ui/import-link.tsx'
import { networkName } from '../../ui/network-names.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WebLink } from '../../ui/web-link.tsx'

/** "Which posts move people?": what they did on the platforms themselves, where no tag can see it. */
export const PostsPage = () => {
  const { t } = useTranslation('posts')
  const { frame } = useFrame()
  const format = useFormat()
  const query = useReport('posts', frame)
  const [first] = query.data?.rows ?? []
  const answer =
    first &&
    t('answer', {
      title: first.title || first.post || first.account,
      network: networkName(first.network),
      day: format.localDay(first.since),
      count: first.actions,
      number: format.number(first.actions),
    })
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        <ImportLink />
      </PageHeader>
      <QueryView query={query}>
        {(report) =>
          report.rows.length === 0 ? (
            <EmptyState title={t('empty.title')} action={<ImportLink />}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <Posts report={report} />
          )
        }
      </QueryView>
    </>
  )
}

type Network = PostsReport['networks'][number]
type Figure = 'views' | 'completions' | 'likes' | 'comments' | 'shares' | 'saves' | 'follows' | 'actions'
const figures: readonly Figure[] = [
  'views',
  'actions',
  'likes',
  'comments',
  'shares',
  'saves',
  'follows',
  'completions',
]

const Posts = ({ report }: { report: PostsReport }) => {
  const { t } = useTranslation('posts')
  const format = useFormat()
  /** A dash says why it is there. */
  const count = <Row extends Record<Figure, number | null>>(key: Figure, rows: readonly Row[]): Column<Row> =>
    countColumn(format, {
      ...{ key, header: t(`column.${key}`), of: (row) => row[key] },
      ...(rows.some((row) => row[key] === null) && {
        explain: t(key === 'views' ? 'explain.noViews' : 'explain.untold'),
      }),
      ...(key === 'actions' && { explain: t('explain.actions') }),
    })
  const columns: Column<PostFigures>[] = [
    {
      key: 'post',
      header: t('column.post'),
      minWidth: 200,
      value: ({ title, post, account }) => title || post || account,
      show: ({ title, post, account, link }) => (
        <Text span size="sm" lineClamp={2} maw={320}>
          <WebLink link={link || post} text={title || post || account} />
        </Text>
      ),
    },
    { key: 'network', header: t('column.network'), value: ({ network }) => networkName(network) },
    {
      ...{ key: 'since', header: t('column.since'), explain: t('explain.since') },
      value: ({ since }) => since,
      show: ({ since }) => <span style={{ whiteSpace: 'nowrap' }}>{format.localDay(since)}</span>,
    },
    ...figures.map((key) => count(key, report.rows)),
  ]
  return (
    <Stack gap="xl">
      <Text c="dimmed">{t('note')}</Text>
      <DataTable
        isTitled
        name={t('networks')}
        columns={[
          { key: 'network', header: t('column.network'), value: ({ network }) => networkName(network) },
          countColumn<Network>(format, { key: 'posts', header: t('column.posts'), of: ({ posts }) => posts }),
          ...figures.map((key) => count(key, report.networks)),
        ]}
        rows={report.networks}
        rowKey={({ network }) => network}
      />
      <DataTable
        isTitled
        atFirst={25}
        name={t('posts')}
        columns={columns}
        rows={report.rows}
        rowKey={({ network, account, post }) => `${network} ${account} ${post}`}
      />
    </Stack>
  )
}
