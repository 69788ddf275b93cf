import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SharesAnswer } from '../../../../src/contract/share.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { MethodsTable, SharesTable } from './shares-tables.tsx'

const rowLimit = 200

const useAnswer = (answer: SharesAnswer | undefined): string | undefined => {
  const { t } = useTranslation('shares')
  const format = useFormat()
  if (!answer || answer.total.visits === 0) return undefined
  const { visits, macro, micro } = answer.total
  return t('answer', {
    count: visits,
    visits: format.number(visits),
    macro: format.number(macro),
    micro: format.number(micro),
  })
}

export const SharesPage = () => {
  const { t } = useTranslation('shares')
  const { frame } = useFrame()
  const format = useFormat()
  const query = useReport('sharesReport', { ...frame, limit: rowLimit })
  const answer = useAnswer(query.data)
  return (
    <>
      <PageHeader question={t('question')} answer={answer} />
      <QueryView query={query}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
          ) : (
            <Stack gap="xl">
              <MethodsTable answer={data} />
              <div>
                <SharesTable answer={data} />
                {data.more > 0 ? (
                  <Text size="sm" c="dimmed" mt="xs">
                    {t('more', { count: data.more, number: format.number(data.more) })}
                  </Text>
                ) : null}
              </div>
              <Text size="sm" c="dimmed" maw={760}>
                {t('note')}
              </Text>
            </Stack>
          )
        }
      </QueryView>
    </>
  )
}
