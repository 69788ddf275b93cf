import { Anchor, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Goal } from '../../../../src/contract/goal.ts'
import type { BreakdownAnswer, BreakdownRow, ConversionFigures } from '../../../../src/contract/report.ts'
import { ChangeMark, Rate, useNames } from '../../figures/index.ts'
import { useValueNames } from '../../frame-bar/index.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { roleColor, roleOf } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import { isApart } from '../funnels/worst-step.ts'
import { type ChannelsSearch, sortOf, sortText } from './channels-search.ts'
import { useCostColumns, withSpent } from './cost-columns.tsx'
import { GoalColumns } from './goal-columns.tsx'

type Properties = {
  answer: BreakdownAnswer
  /** Those with columns of their own. */
  goals: readonly Goal[]
  allGoals: readonly Goal[]
  search: ChannelsSearch
  onSearch: (part: { [K in keyof ChannelsSearch]: ChannelsSearch[K] | undefined }) => void
  onChoose: (key: string) => void
}

const highest = (rows: readonly BreakdownRow[], pick: (row: BreakdownRow) => ConversionFigures | undefined): number =>
  Math.max(0.001, ...rows.filter(({ people }) => people >= 20).map((row) => pick(row)?.rate?.high ?? 0))

/** How the rate moved against the comparison; certain when the two intervals do not touch. */
const rateChange = (now: ConversionFigures, before: ConversionFigures | undefined) => {
  if (!now.rate || !before?.rate) return null
  return {
    relative: before.rate.value === 0 ? null : now.rate.value / before.rate.value - 1,
    certain: isApart([now.rate.low, now.rate.high], [before.rate.low, before.rate.high]),
  }
}

export const ChannelsTable = ({ answer, goals, allGoals, search, onSearch, onChoose }: Properties) => {
  const { t } = useTranslation('channels')
  const { valueName, fieldName } = useValueNames()
  const { goalName } = useNames()
  const format = useFormat()
  const { by, total } = answer
  const rows = withSpent(answer)
  const costColumns = useCostColumns(answer)
  const hasPrevious = rows.some(({ previous }) => previous !== null)
  const rateColumn = (
    key: string,
    header: string,
    pick: (row: BreakdownRow) => ConversionFigures | undefined,
    more: { color: string; explain?: string; plain?: true },
  ): Column<BreakdownRow> => ({
    key,
    header,
    numeric: true,
    explain: more.explain,
    value: (row) => pick(row)?.rate?.value ?? null,
    show: (row) => (
      <Rate estimate={pick(row)?.rate ?? null} max={more.plain ? undefined : highest(rows, pick)} color={more.color} />
    ),
  })
  const count = (key: string, header: string, pick: (row: BreakdownRow) => number) =>
    countColumn(format, { key, header, of: pick })
  const columns: Column<BreakdownRow>[] = [
    {
      key: 'key',
      header: fieldName(by),
      value: (row) => (row === total ? t('total') : valueName(by, row.key)),
      show: (row) =>
        row === total ? (
          t('total')
        ) : (
          <Anchor
            component="button"
            type="button"
            ta="start"
            underline="hover"
            fz="sm"
            style={{ overflowWrap: 'anywhere', minHeight: 28, minWidth: 120 }}
            aria-label={t('only', { value: valueName(by, row.key) })}
            onClick={() => onChoose(row.key)}
          >
            {valueName(by, row.key)}
          </Anchor>
        ),
    },
    count('people', t('column.people'), ({ people }) => people),
    count('sessions', t('column.sessions'), ({ sessions }) => sessions),
    count('micro', t('column.micro'), ({ micro }) => micro.conversions),
    rateColumn('micro_rate', t('column.micro_rate'), ({ micro }) => micro, {
      color: roleColor('milestone'),
      plain: true,
      explain: t('explain.rate'),
    }),
    count('macro', t('column.macro'), ({ macro }) => macro.conversions),
    rateColumn('macro_rate', t('column.macro_rate'), ({ macro }) => macro, {
      color: roleColor('macro'),
      explain: t('explain.rate'),
    }),
    ...(hasPrevious
      ? [
          {
            key: 'change',
            header: t('column.change'),
            explain: t('explain.change'),
            value: (row: BreakdownRow) => rateChange(row.macro, row.previous?.macro)?.relative ?? null,
            show: (row: BreakdownRow) => <ChangeMark change={rateChange(row.macro, row.previous?.macro)} size="xs" />,
          },
        ]
      : []),
    {
      key: 'value',
      header: t('column.value'),
      numeric: true,
      explain: t('explain.value'),
      value: ({ value }) => value,
      show: ({ value }) => format.money(value, answer.currency),
    },
    ...costColumns,
    ...goals.map((goal) =>
      rateColumn(`goal:${goal.id}`, goalName(goal), (row) => row.goals[goal.id], { color: roleColor(roleOf(goal)) }),
    ),
  ]
  const wanted = (search.q ?? '').toLocaleLowerCase()
  const found = rows.filter(({ key }) => `${key}\n${valueName(by, key)}`.toLocaleLowerCase().includes(wanted))
  return (
    <>
      <DataTable
        name={fieldName(by)}
        columns={columns}
        rows={found}
        rowKey={({ key }) => key}
        total={total}
        sort={sortOf(search.sort)}
        onSort={(sort) => onSearch({ sort: sortText(sort) })}
      >
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search.q ?? ''}
          onChange={(event) => onSearch({ q: event.currentTarget.value || undefined })}
          w={{ base: '100%', xs: 240 }}
        />
        <GoalColumns
          goals={allGoals}
          chosen={goals.map(({ id }) => id)}
          onChange={(ids) => onSearch({ columns: ids.length > 0 ? ids : undefined })}
        />
      </DataTable>
      {found.length === 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('nothingFound')}
        </Text>
      ) : null}
      {answer.costs && answer.costs.other_currencies.length > 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('otherCosts', {
            amounts: format.list(
              answer.costs.other_currencies.map(({ currency, cost }) => format.money(cost, currency)),
            ),
          })}
        </Text>
      ) : null}
      {answer.more > 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('more', { count: answer.more, number: format.number(answer.more) })}
        </Text>
      ) : null}
    </>
  )
}
