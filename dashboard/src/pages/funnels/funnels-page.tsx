import { Button, Group, NativeSelect } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../../src/contract/report.ts'
import type { Input } from '../../api.ts'
import { useNames } from '../../figures/index.ts'
import { useFrame, usePageSearch } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { FunnelReport } from './funnel-report.tsx'
import { type FunnelShape, isChanged, readFunnelSearch, shapeOf } from './funnel-search.ts'
import { isApart, worstStep } from './worst-step.ts'

// Fetched when it is opened, or the pointer is on a button that opens it.
const loadEditor = () => import('./funnel-editor.tsx').then(({ FunnelEditor }) => ({ default: FunnelEditor }))
const FunnelEditor = lazy(loadEditor)

/** What the address says of an unsaved funnel, taken back. */
const plain = { steps: undefined, window: undefined, per: undefined, step: undefined }

/** "43 of 100 leave between the cart and the checkout; it was 29." */
const useAnswer = (answer: FunnelAnswer | undefined, names: readonly string[]): string | undefined => {
  const { t } = useTranslation('funnels')
  const format = useFormat()
  const worst = answer && worstStep(answer.steps)
  if (!answer || !worst) return undefined
  const outOfHundred = (share: number): string => format.decimal(share * 100, share < 0.1 || share > 0.9 ? 1 : 0)
  const sentence = t('answer', {
    number: outOfHundred(worst.leaveShare),
    from: names[worst.index - 1] ?? worst.from,
    to: names[worst.index] ?? worst.to,
  })
  const now = answer.steps[worst.index]
  const before = answer.previous?.steps[worst.index]
  if (!now || before?.rate_from_previous == null) return sentence
  return isApart(now.rate_from_previous_interval, before.rate_from_previous_interval)
    ? `${sentence} ${t('answerBefore', { number: outOfHundred(1 - before.rate_from_previous) })}`
    : `${sentence} ${t('answerSame')}`
}

export const FunnelsPage = () => {
  const { t } = useTranslation('funnels')
  const { stepName, funnelName } = useNames()
  const { frame } = useFrame()
  const [search, changeSearch] = usePageSearch(readFunnelSearch)
  const goals = useReport('goals')
  const funnels = useReport('funnels')
  const isNew = search.funnel === 'new'
  const saved = isNew
    ? undefined
    : (funnels.data?.find(({ id }) => id === search.funnel) ?? (search.steps ? undefined : funnels.data?.[0]))
  const shape = shapeOf(search, saved)
  const canAsk = shape.steps.length >= 2
  const request: Input<'funnel'> = {
    ...frame,
    ...shape,
    breakdown: search.by as Input<'funnel'>['breakdown'],
    by_day: true,
  }
  const report = useReport('funnel', request, { enabled: canAsk })
  const names = shape.steps.map((step) => stepName(step, goals.data ?? []))
  const answer = useAnswer(canAsk && !report.isPlaceholderData ? report.data : undefined, names)
  const unsaved = isChanged(search, saved) && canAsk
  const openEditor = () => void changeSearch({ edit: true })
  const startNew = () => void changeSearch({ ...plain, funnel: 'new', edit: true })
  const show = ({ steps, window_seconds, per }: FunnelShape) =>
    void changeSearch({ steps, window: window_seconds, per, edit: undefined, step: undefined })
  const [wasOpened, setWasOpened] = useState(false)
  if (search.edit === true && !wasOpened) setWasOpened(true)
  const ahead = () => void loadEditor()
  const newButton = (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden />}
      onPointerEnter={ahead}
      onClick={startNew}
    >
      {t('new')}
    </Button>
  )
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        {newButton}
      </PageHeader>
      {(funnels.data?.length ?? 0) > 0 || canAsk ? (
        <Group gap="xs" mb="md" align="flex-end">
          <NativeSelect
            aria-label={t('choose')}
            data={[
              ...(funnels.data ?? []).map((funnel) => ({ value: funnel.id, label: funnelName(funnel) })),
              ...(saved ? [] : [{ value: 'new', label: t('unsaved') }]),
            ]}
            value={saved?.id ?? 'new'}
            onChange={(event) => void changeSearch({ ...plain, funnel: event.currentTarget.value, edit: undefined })}
            w={{ base: '100%', xs: 320 }}
          />
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onPointerEnter={ahead}
            onClick={openEditor}
          >
            {saved && unsaved ? t('changedEdit') : t('edit')}
          </Button>
        </Group>
      ) : null}
      {canAsk ? (
        <QueryView query={report}>
          {(data) => (
            <FunnelReport
              answer={data}
              names={data.steps.length === names.length ? names : data.steps.map(({ label }) => label)}
              request={request}
              search={search}
              onSearch={(part) => void changeSearch(part as never, { replace: true })}
            />
          )}
        </QueryView>
      ) : funnels.isPending ? null : (
        <EmptyState title={t('empty.title')} action={newButton}>
          {t('empty.text')}
        </EmptyState>
      )}
      <Suspense fallback={null}>
        {wasOpened ? (
          <FunnelEditor
            isOpen={search.edit === true}
            saved={saved}
            shape={canAsk ? shape : { ...shape, steps: [{ goal: '' }, { goal: '' }] }}
            goals={goals.data ?? []}
            onClose={() => void changeSearch({ edit: undefined, funnel: isNew && !canAsk ? undefined : search.funnel })}
            onShow={show}
            onSaved={(funnel) => void changeSearch({ ...plain, funnel: funnel.id, edit: undefined })}
            onRemoved={() => void changeSearch({ ...plain, funnel: undefined, edit: undefined })}
          />
        ) : null}
      </Suspense>
    </>
  )
}
