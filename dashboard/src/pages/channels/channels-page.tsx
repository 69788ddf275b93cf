import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BreakdownAnswer } from '../../../../src/contract/report.ts'
import type { Input } from '../../api.ts'
import { useFrame, usePageSearch, useValueNames } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { isPlace, PlaceSource } from '../../ui/place-source.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { leading } from './answer.ts'
import { ChannelsPicture } from './channels-picture.tsx'
import { readChannelsSearch } from './channels-search.ts'
import { ChannelsTable } from './channels-table.tsx'
import { DimensionTabs } from './dimension-tabs.tsx'

const rowLimit = 200

const useAnswer = (answer: BreakdownAnswer | undefined): string | undefined => {
  const { t } = useTranslation('channels')
  const { valueName } = useValueNames()
  const format = useFormat()
  const found = answer && leading(answer)
  if (!answer || !found) return undefined
  const most = t('answer.most', { name: valueName(answer.by, found.most.key), percent: format.percent(found.share) })
  const best =
    found.best?.macro.rate && answer.total.macro.rate
      ? t('answer.best', {
          name: valueName(answer.by, found.best.key),
          percent: format.percent(found.best.macro.rate.value),
          overall: format.percent(answer.total.macro.rate.value),
        })
      : ''
  return `${most} ${best}`.trim()
}

export const ChannelsPage = () => {
  const { t } = useTranslation('channels')
  const { frame, addFilter } = useFrame()
  const [search, changeSearch] = usePageSearch(readChannelsSearch)
  const by = search.by ?? 'channel'
  const goals = useReport('goals')
  const chosen = (search.columns ?? []).flatMap((id) => goals.data?.find((goal) => goal.id === id) ?? [])
  const request = { ...frame, by: by as Input<'breakdown'>['by'], limit: rowLimit }
  const query = useReport('breakdown', chosen.length > 0 ? { ...request, goals: chosen.map(({ id }) => id) } : request)
  const answer = useAnswer(query.data?.by === by ? query.data : undefined)
  return (
    <>
      <PageHeader question={t('question')} answer={answer} />
      <DimensionTabs
        key={by.startsWith('property:') ? 'property' : 'dimension'}
        by={by}
        onChange={(field) => void changeSearch({ by: field === 'channel' ? undefined : field, q: undefined })}
      />
      <QueryView query={query}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
          ) : (
            <Stack gap="lg">
              <ChannelsPicture answer={data} />
              <div>
                <ChannelsTable
                  answer={data}
                  goals={chosen}
                  allGoals={(goals.data ?? []).filter(({ condition }) => condition.kind !== 'posts')}
                  search={search}
                  onSearch={(part) => void changeSearch(part, { replace: true })}
                  onChoose={(key) =>
                    addFilter(
                      key === ''
                        ? { field: data.by, op: 'missing', values: [] }
                        : { field: data.by, op: 'is', values: [key] },
                    )
                  }
                />
              </div>
              {isPlace(data.by) ? <PlaceSource /> : null}
            </Stack>
          )
        }
      </QueryView>
    </>
  )
}
