import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { FunnelStep } from '../../../src/contract/report.ts'

type Named = { name: string; preset_key: string | null }

/** Names of goals, groups and funnels: a preset's in the reader's language, everybody else's as they wrote them. */
export const useNames = () => {
  const { t } = useTranslation('frame')
  const goalName = useCallback(
    ({ name, preset_key }: Named): string => (preset_key ? t(`goal.${preset_key}`, { defaultValue: name }) : name),
    [t],
  )
  const funnelName = useCallback(
    ({ name, preset_key }: Named): string => (preset_key ? t(`funnel.${preset_key}`, { defaultValue: name }) : name),
    [t],
  )
  const groupName = useCallback((group: string): string => t(`group.${group}`, { defaultValue: group }), [t])
  const stepName = useCallback(
    (step: FunnelStep, goals: readonly (Named & { id: string })[]): string => {
      if (step.label) return step.label
      if (step.event) return t(`event.${step.event}`, { defaultValue: step.event })
      if (step.path) return step.path
      const goal = goals.find(({ id }) => id === step.goal)
      return goal ? goalName(goal) : t('goalGone')
    },
    [t, goalName],
  )
  return { goalName, funnelName, groupName, stepName }
}
