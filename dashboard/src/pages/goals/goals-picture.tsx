import { Group } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Estimate, GoalRow } from '../../../../src/contract/report.ts'
import { type ChartTokens, intervalPlotHeight, intervalPlotOption } from '../../charts/index.ts'
import { Picture, useNames } from '../../figures/index.ts'
import { roleOf } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { LeadsOn } from './leads-on.ts'

type Properties = { rows: readonly GoalRow[]; leadsOn: LeadsOn; macroName: string; overall: Estimate | null }

const rowsShown = 10

/** After which small actions the big one follows most often. */
export const GoalsPicture = ({ rows, leadsOn, macroName, overall }: Properties) => {
  const { t } = useTranslation('goals')
  const { goalName } = useNames()
  const format = useFormat()
  const shown = useMemo(
    () =>
      rows
        .flatMap((row) => {
          const estimate = leadsOn.get(row.goal)
          return estimate
            ? [{ name: goalName(row), color: roleOf(row), text: format.percent(estimate.value), ...estimate }]
            : []
        })
        .sort((a, b) => b.value - a.value)
        .slice(0, rowsShown),
    [rows, leadsOn, goalName, format],
  )
  const reference = useMemo(
    () => overall && { value: overall.value, text: t('picture.overall', { percent: format.percent(overall.value) }) },
    [overall, t, format],
  )
  const build = useCallback(
    (tokens: ChartTokens) => intervalPlotOption({ rows: shown, reference }, tokens),
    [shown, reference],
  )
  if (shown.length === 0) return null
  const title = t('picture.title', { macro: macroName })
  return (
    <Picture
      title={title}
      legend={
        <Group gap="md">
          {(['milestone', 'supporting'] as const).map((role) => (
            <span key={role}>
              <span aria-hidden="true" style={{ color: `var(--minnow-${role})` }}>
                ●{' '}
              </span>
              {t(`picture.${role}`)}
            </span>
          ))}
        </Group>
      }
      build={build}
      height={intervalPlotHeight(shown.length)}
      description={[title, ...shown.map(({ name, text }) => `${name}: ${text}`)].join('. ')}
      csv={() => [
        [t('column.goal'), t('column.leadsOn', { macro: macroName }), '95 % –', '95 % +'],
        ...shown.map(({ name, value, low, high }) => [name, value, low, high]),
      ]}
    />
  )
}
