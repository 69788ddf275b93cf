import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BreakdownAnswer, BreakdownRow, CostFigures, Estimate } from '../../../../src/contract/report.ts'
import type { Column } from '../../ui/data-table.tsx'
import { useFormat } from '../../ui/use-format.ts'

const nobody = { conversions: 0, people: 0, rate: null }

/** What money was spent on and nobody came by has a row, too. */
export const withSpent = ({ rows, costs }: BreakdownAnswer): readonly BreakdownRow[] => {
  const known = new Set(rows.map(({ key }) => key))
  const more = Object.keys(costs?.rows ?? {}).filter((key) => !known.has(key))
  return [
    ...rows,
    ...more.map((key) => ({
      ...{ key, people: 0, sessions: 0, events: 0, macro: nobody, micro: nobody, value: 0, goals: {}, previous: null },
    })),
  ]
}

/** Columns of what was spent; none where nothing is known of it. */
export const useCostColumns = ({ costs, total, currency }: BreakdownAnswer): Column<BreakdownRow>[] => {
  const { t } = useTranslation('channels')
  const format = useFormat()
  if (costs === null) return []
  const figuresOf = (row: BreakdownRow): CostFigures | undefined => (row === total ? costs.total : costs.rows[row.key])
  const money = (amount: number): string => format.money(amount, currency)
  const times = (factor: number): string => `${format.decimal(factor, 2)}×`
  const estimate = (
    key: 'per_micro' | 'per_macro' | 'return_on_spend',
    explain: string,
    write: (value: number) => string,
  ): Column<BreakdownRow> => ({
    key,
    header: t(`column.${key}`),
    numeric: true,
    explain,
    value: (row) => figuresOf(row)?.[key]?.value ?? null,
    show: (row) => <Figure estimate={figuresOf(row)?.[key] ?? null} write={write} />,
  })
  return [
    {
      key: 'cost',
      header: t('column.cost'),
      numeric: true,
      explain: t('explain.cost'),
      value: (row) => figuresOf(row)?.cost ?? null,
      show: (row) => {
        const cost = figuresOf(row)?.cost
        return cost === undefined ? '–' : money(cost)
      },
    },
    estimate('per_micro', t('explain.per_cost'), money),
    estimate('per_macro', t('explain.per_cost'), money),
    estimate('return_on_spend', t('explain.return'), times),
  ]
}

const Figure = ({ estimate, write }: { estimate: Estimate | null; write: (value: number) => string }) =>
  estimate === null ? (
    <Text span c="dimmed">
      –
    </Text>
  ) : (
    <span style={{ display: 'inline-flex', flexDirection: 'column', alignItems: 'flex-end', lineHeight: 1.3 }}>
      <span>{write(estimate.value)}</span>
      <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {`${write(estimate.low)} – ${write(estimate.high)}`}
      </Text>
    </span>
  )
