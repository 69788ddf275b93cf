import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../../src/contract/report.ts'
import { Rate } from '../../figures/index.ts'
import { useValueNames } from '../../frame-bar/index.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { stepRate } from './step-rate.ts'

type Group = FunnelAnswer['groups'][number]
type Properties = { answer: FunnelAnswer; names: readonly string[]; by: string; onChoose: (key: string) => void }

/** The funnel once for each browser, channel or whatever it is broken down by. */
export const GroupsTable = ({ answer, names, by, onChoose }: Properties) => {
  const { t } = useTranslation('funnels')
  const { valueName, fieldName } = useValueNames()
  const format = useFormat()
  const highest = Math.max(0.001, ...answer.groups.map(({ steps }) => stepRate(steps, undefined).estimate?.high ?? 0))
  const columns: Column<Group>[] = [
    {
      key: 'key',
      header: fieldName(by),
      value: ({ key }) => valueName(by, key),
      show: ({ key }) => (
        <Anchor
          component="button"
          type="button"
          ta="start"
          underline="hover"
          fz="sm"
          style={{ overflowWrap: 'anywhere', minHeight: 28, minWidth: 110 }}
          aria-label={t('only', { value: valueName(by, key) })}
          onClick={() => onChoose(key)}
        >
          {valueName(by, key)}
        </Anchor>
      ),
    },
    {
      key: 'entrants',
      header: t('column.entrants'),
      numeric: true,
      value: ({ steps }) => steps[0]?.people ?? 0,
      show: ({ steps }) => format.number(steps[0]?.people ?? 0),
    },
    ...answer.steps.slice(1).map(
      (_, index): Column<Group> => ({
        key: `step${index + 1}`,
        header: `→ ${names[index + 1] ?? ''}`,
        numeric: true,
        value: ({ steps }) => stepRate(steps, index + 1).estimate?.value ?? null,
        show: ({ steps }) => <Rate estimate={stepRate(steps, index + 1).estimate} />,
      }),
    ),
    {
      key: 'whole',
      header: t('wholeWay'),
      numeric: true,
      explain: t('explain.fromStart'),
      value: ({ steps }) => stepRate(steps, undefined).estimate?.value ?? null,
      show: ({ steps }) => <Rate estimate={stepRate(steps, undefined).estimate} max={highest} />,
    },
  ]
  return (
    <DataTable
      name={t('groups.name', { field: fieldName(by) })}
      columns={columns}
      rows={answer.groups}
      rowKey={({ key }) => key}
    />
  )
}
