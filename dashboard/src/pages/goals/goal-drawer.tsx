import { Button, Divider, Drawer, Group, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Goal, GoalDefinition } from '../../../../src/contract/goal.ts'
import type { RouteName } from '../../api.ts'
import { useNames } from '../../figures/index.ts'
import { mayEdit, useChange, useReport, useSite } from '../../queries.ts'
import { say } from '../../ui/say.ts'
import { emptyCondition } from './condition-draft.ts'
import { GoalForm } from './goal-form.tsx'

/** Every report that a goal is part of. */
const madeStale: readonly RouteName[] = ['goals', 'goalsReport', 'overview', 'breakdown', 'funnel', 'funnels']

const staleWhenRemoved = madeStale.filter((name) => name !== 'funnel')

const freshGoal = (priority: number): GoalDefinition => ({
  name: '',
  tier: 'micro',
  kind: 'supporting',
  group: '',
  priority,
  counting: 'session',
  value: { kind: 'none' },
  certainty: 'confirmed',
  condition: emptyCondition('event'),
})

const definitionOf = ({ id: _id, site: _site, preset_key: _key, ...definition }: Goal): GoalDefinition => definition

/** Removing asks first: funnels that have the goal as a step lose it. */
const RemoveGoal = ({ goal, onRemoved }: { goal: Goal; onRemoved: () => void }) => {
  const { t } = useTranslation('goals')
  const { goalName, funnelName } = useNames()
  const [isAsking, setIsAsking] = useState(false)
  const funnels = useReport('funnels')
  // Not the funnels' figures: a question about the goal that is gone would only be refused.
  const remove = useChange('removeGoal', staleWhenRemoved)
  const using = (funnels.data ?? []).filter(({ steps }) => steps.some((step) => step.goal === goal.id))
  if (!isAsking)
    return (
      <Button variant="subtle" color="red" c="var(--minnow-bad)" onClick={() => setIsAsking(true)}>
        {t('remove.button')}
      </Button>
    )
  return (
    <Stack gap="xs" role="alertdialog" aria-label={t('remove.title', { name: goalName(goal) })}>
      <Text fw={600}>{t('remove.title', { name: goalName(goal) })}</Text>
      <Text size="sm">
        {t('remove.text')} {using.length > 0 ? t('remove.funnels', { names: using.map(funnelName).join(', ') }) : null}
      </Text>
      {remove.isError ? (
        <Text role="alert" size="sm" c="var(--minnow-bad)">
          {remove.error.message}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button variant="default" onClick={() => setIsAsking(false)}>
          {t('remove.keep')}
        </Button>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate({ params: { site: goal.site, goal: goal.id } }, { onSuccess: onRemoved })}
        >
          {t('remove.confirm')}
        </Button>
      </Group>
    </Stack>
  )
}

type Properties = { open: string | undefined; goals: readonly Goal[]; onClose: () => void }

/** Makes or changes a goal: `open` is `new` or its id. */
export const GoalDrawer = ({ open, goals, onClose }: Properties) => {
  const { t } = useTranslation('goals')
  const site = useSite()
  const { goalName } = useNames()
  const isPhone = useMediaQuery('(max-width: 48em)')
  const create = useChange('createGoal', madeStale)
  const update = useChange('updateGoal', madeStale)
  const goal = goals.find(({ id }) => id === open)
  const isOpen = open === 'new' || goal !== undefined
  const close = () => {
    create.reset()
    update.reset()
    onClose()
  }
  const saved = (name: string) => {
    say(t('saved', { name }))
    close()
  }
  const save = (definition: GoalDefinition) => {
    const onSuccess = () => saved(definition.name)
    if (goal) update.mutate({ params: { site: site.id, goal: goal.id }, input: definition }, { onSuccess })
    else create.mutate({ params: { site: site.id }, input: definition }, { onSuccess })
  }
  const last = Math.max(0, ...goals.map(({ priority }) => priority))
  const groups = [...new Set(goals.map(({ group }) => group).filter((group) => group !== ''))]
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      size={isPhone ? '100%' : 560}
      title={goal ? goalName(goal) : t('new')}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
      closeButtonProps={{ 'aria-label': t('form.cancel'), size: 40 }}
    >
      {isOpen ? (
        <>
          <GoalForm
            key={open}
            initial={goal ? definitionOf(goal) : freshGoal(Math.min(10_000, last + 10))}
            shownName={goal ? goalName(goal) : ''}
            groups={groups}
            isSaving={create.isPending || update.isPending}
            failure={create.error?.message ?? update.error?.message ?? null}
            canEdit={mayEdit(site)}
            onSave={save}
            onCancel={close}
          />
          {goal && mayEdit(site) ? (
            <>
              <Divider my="lg" />
              <RemoveGoal goal={goal} onRemoved={close} />
            </>
          ) : null}
        </>
      ) : null}
    </Drawer>
  )
}
