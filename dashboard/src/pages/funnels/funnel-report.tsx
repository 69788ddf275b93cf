import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../../src/contract/report.ts'
import type { Input } from '../../api.ts'
import { useFrame, useValueNames } from '../../frame-bar/index.ts'
import { isPlace, PlaceSource } from '../../ui/place-source.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Days } from './days.tsx'
import type { FunnelSearch } from './funnel-search.ts'
import { FunnelPictureView, StepsTable } from './funnel-view.tsx'
import { GroupsTable } from './groups-table.tsx'

const breakdowns = [
  'channel',
  'device',
  'browser',
  'os',
  'country',
  'region',
  'city',
  'source',
  'campaign',
  'landing_page',
  'language',
] as const

type Properties = {
  answer: FunnelAnswer
  names: readonly string[]
  request: Input<'funnel'>
  search: FunnelSearch
  onSearch: (part: Partial<Record<keyof FunnelSearch, unknown>>) => void
}

export const FunnelReport = ({ answer, names, request, search, onSearch }: Properties) => {
  const { t } = useTranslation('funnels')
  const { fieldName } = useValueNames()
  const format = useFormat()
  const { addFilter } = useFrame()
  const by = search.by
  if ((answer.steps[0]?.people ?? 0) === 0)
    return <EmptyState title={t('nobody.title')}>{t('nobody.text', { step: names[0] ?? '' })}</EmptyState>
  return (
    <Stack gap="xl">
      <FunnelPictureView answer={answer} names={names} />
      <div>
        <StepsTable answer={answer} names={names} />
        {answer.open > 0 ? (
          <Text size="sm" c="dimmed" mt="xs">
            {t('open', {
              count: answer.open,
              number: format.number(answer.open),
              duration: format.duration(answer.window_seconds),
            })}
          </Text>
        ) : null}
      </div>
      <section aria-label={t('groups.title')}>
        <Group justify="space-between" mb="xs" align="flex-end">
          <Title order={2} fz="md">
            {t('groups.title')}
          </Title>
          <NativeSelect
            aria-label={t('groups.by')}
            data={[
              { value: '', label: t('groups.by') },
              ...breakdowns.map((field) => ({ value: field as string, label: fieldName(field) })),
            ]}
            value={by ?? ''}
            onChange={(event) => onSearch({ by: event.currentTarget.value || undefined })}
            w={220}
          />
        </Group>
        {by && answer.groups.length > 0 ? (
          <GroupsTable
            answer={answer}
            names={names}
            by={by}
            onChoose={(key) =>
              addFilter(key === '' ? { field: by, op: 'missing', values: [] } : { field: by, op: 'is', values: [key] })
            }
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t('groups.hint')}
          </Text>
        )}
        {by && isPlace(by) ? <PlaceSource /> : null}
      </section>
      <Days
        answer={answer}
        names={names}
        by={by}
        request={request}
        step={search.step}
        onStep={(step) => onSearch({ step })}
      />
    </Stack>
  )
}
