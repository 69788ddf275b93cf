import { Button, Group, NativeSelect, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../../src/contract/report.ts'
import { call, type Input } from '../../api.ts'
import { toCsv } from '../../charts/index.ts'
import { useFrame, useValueNames, withFilter } from '../../frame-bar/index.ts'
import { useSite } from '../../queries.ts'
import { downloadText, fileNameOf } from '../../ui/download.ts'
import { Heat, type HeatRow } from './heat.tsx'
import { stepRate } from './step-rate.ts'
import { worstStep } from './worst-step.ts'

/** Rows of the picture besides "all together"; the largest groups. */
const groupsShown = 6
const stableMs = 5 * 60_000

type Properties = {
  answer: FunnelAnswer
  names: readonly string[]
  by: string | undefined
  request: Input<'funnel'>
  step: number | undefined
  onStep: (step: number) => void
}

/** Each day of entry by group: the same funnel asked once for each of the largest groups. */
const useGroupDays = (answer: FunnelAnswer, by: string | undefined, request: Input<'funnel'>) => {
  const site = useSite()
  const groups = by === undefined ? [] : answer.groups.slice(0, groupsShown)
  return useQueries({
    queries: groups.map(({ key }) => {
      const filter =
        key === ''
          ? ({ field: by ?? '', op: 'missing', values: [] } as const)
          : ({ field: by ?? '', op: 'is', values: [key] } as const)
      const input: Input<'funnel'> = {
        ...request,
        compare: 'none',
        breakdown: undefined,
        by_day: true,
        filters: withFilter(request.filters ?? [], {
          ...filter,
          values: [...filter.values],
        }) as Input<'funnel'>['filters'],
      }
      return {
        queryKey: ['funnel', { site: site.id }, input],
        queryFn: ({ signal }: { signal: AbortSignal }) => call('funnel', { params: { site: site.id }, input, signal }),
        staleTime: stableMs,
      }
    }),
    combine: (results) =>
      results.flatMap((result, index) => {
        const key = groups[index]?.key
        return result.data && key !== undefined ? [{ key, answer: result.data }] : []
      }),
  })
}

export const Days = ({ answer, names, by, request, step, onStep }: Properties) => {
  const { t } = useTranslation('funnels')
  const { valueName } = useValueNames()
  const { today } = useFrame()
  const groupDays = useGroupDays(answer, by, request)
  const chosen = step ?? worstStep(answer.steps)?.index ?? 0
  const shownStep = chosen > 0 && chosen < answer.steps.length ? chosen : undefined
  const rows: HeatRow[] = [
    { key: 'all', name: t('all'), days: answer.days, overall: stepRate(answer.steps, shownStep).estimate },
    ...groupDays.map(({ key, answer: group }) => ({
      key: `group ${key}`,
      name: valueName(by ?? '', key),
      days: group.days,
      overall: stepRate(group.steps, shownStep).estimate,
    })),
  ]
  const labels = answer.days.map(({ label }) => label)
  if (labels.length < 2) return null
  const title = t('heat.title')
  const download = () => {
    const lines = rows.map((row) => [
      row.name,
      ...labels.map(
        (label) =>
          stepRate(row.days.find((day) => day.label === label)?.steps ?? [], shownStep).estimate?.value ?? null,
      ),
    ])
    downloadText(fileNameOf(title, 'csv'), 'text/csv;charset=utf-8', toCsv([[t('heat.group'), ...labels], ...lines]))
  }
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs" align="flex-end">
        <div>
          <Title order={2} fz="md">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {t('heat.legend')}
          </Text>
        </div>
        <Group gap="xs">
          <NativeSelect
            aria-label={t('heat.step')}
            data={[
              { value: 'all', label: t('wholeWay') },
              ...names
                .slice(1)
                .map((name, index) => ({ value: String(index + 1), label: `${names[index]} → ${name}` })),
            ]}
            value={shownStep === undefined ? 'all' : String(shownStep)}
            onChange={({ currentTarget: { value } }) => onStep(value === 'all' ? 0 : Number(value))}
            w={{ base: '100%', xs: 360 }}
          />
          <Button
            variant="subtle"
            size="compact-md"
            mih={36}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={download}
            aria-label={t('heat.download')}
          >
            CSV
          </Button>
        </Group>
      </Group>
      <Heat name={title} rows={rows} labels={labels} step={shownStep} today={today} />
    </section>
  )
}
