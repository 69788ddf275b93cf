import { ActionIcon, Anchor, Group, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { GoalRow } from '../../../../src/contract/report.ts'
import { Sparkline } from '../../charts/index.ts'
import { ChangeMark, Rate, useNames } from '../../figures/index.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { type GoalRole, roleColor } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import { type LeadsOn, leadsOnDays } from './leads-on.ts'

type Properties = {
  name: string
  role: GoalRole
  rows: readonly GoalRow[]
  currency: string
  leadsOn: LeadsOn
  /** The macro goal that the micro ones lead to; null for the table of macro goals. */
  macroName: string | null
  canEdit: boolean
  onOpen: (goal: string) => void
  onMove: (goal: string, by: -1 | 1) => void
}

const NameCell = ({ row, onOpen }: { row: GoalRow; onOpen: (goal: string) => void }) => {
  const { t } = useTranslation('goals')
  const { goalName, groupName } = useNames()
  return (
    <>
      <Anchor
        component="button"
        type="button"
        ta="start"
        underline="hover"
        fw={500}
        fz="sm"
        style={{ minHeight: 28, minWidth: 130 }}
        onClick={() => onOpen(row.goal)}
      >
        {goalName(row)}
      </Anchor>
      {row.certainty === 'intended' || row.counts !== 'events' || row.group !== '' ? (
        <Group gap="0 6px" mt={2}>
          {row.group === '' ? null : (
            <Text span size="xs" c="dimmed">
              {groupName(row.group)}
            </Text>
          )}
          {row.certainty === 'intended' ? (
            <Text span size="xs" c="dimmed" fs="italic">
              {t('intended')}
            </Text>
          ) : null}
          {row.counts === 'events' ? null : (
            <Text span size="xs" c="dimmed" fs="italic">
              {t(row.counts === 'posts' ? 'ofPosts' : 'ofMentions')}
            </Text>
          )}
        </Group>
      ) : null}
    </>
  )
}

export const GoalsTable = ({ name, role, rows, currency, leadsOn, macroName, canEdit, onOpen, onMove }: Properties) => {
  const { t } = useTranslation('goals')
  const { goalName } = useNames()
  const format = useFormat()
  const highestLead = Math.max(0.001, ...rows.map(({ goal }) => leadsOn.get(goal)?.high ?? 0))
  const color = roleColor(role)
  const columns: Column<GoalRow>[] = [
    { key: 'name', header: t('column.goal'), value: goalName, show: (row) => <NameCell row={row} onOpen={onOpen} /> },
    countColumn(format, { key: 'conversions', header: t('column.conversions'), of: ({ conversions }) => conversions }),
    countColumn(format, {
      ...{ key: 'people', header: t('column.people') },
      of: ({ people, counts }) => (counts === 'events' ? people : null),
    }),
    {
      key: 'rate',
      header: t('column.rate'),
      numeric: true,
      explain: t('explain.rate'),
      value: ({ rate }) => rate?.value ?? null,
      show: ({ rate }) => <Rate estimate={rate} />,
    },
    {
      key: 'change',
      header: t('column.change'),
      explain: t('explain.change'),
      value: ({ change }) => change?.relative ?? null,
      show: ({ change, conversions }) =>
        conversions === 0 && change?.relative == null ? null : <ChangeMark change={change} size="xs" />,
    },
    {
      key: 'series',
      header: t('column.trend'),
      sortable: false,
      value: ({ series }) => series.join(' '),
      show: ({ series }) => <Sparkline values={series} color={color} width={76} />,
    },
    ...(macroName === null
      ? []
      : [
          {
            key: 'leads_on',
            header: t('column.leadsOn', { macro: macroName }),
            numeric: true,
            explain: t('explain.leadsOn', { macro: macroName, days: leadsOnDays }),
            value: (row: GoalRow) => leadsOn.get(row.goal)?.value ?? null,
            show: (row: GoalRow) => (
              <Rate estimate={leadsOn.get(row.goal) ?? null} max={highestLead} color={roleColor('macro')} />
            ),
          },
        ]),
    ...(rows.some(({ value }) => value !== null)
      ? [
          {
            key: 'value',
            header: t('column.value'),
            numeric: true,
            value: ({ value }: GoalRow) => value,
            show: ({ value }: GoalRow) => (value === null ? '–' : format.money(value, currency)),
          },
        ]
      : []),
    ...(canEdit && rows.length > 1
      ? [
          {
            key: 'order',
            header: t('column.order'),
            sortable: false,
            value: (row: GoalRow) => rows.indexOf(row) + 1,
            show: (row: GoalRow) => (
              <Group gap={2} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={32}
                  disabled={rows[0] === row}
                  aria-label={t('moveUp', { name: goalName(row) })}
                  onClick={() => onMove(row.goal, -1)}
                >
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={32}
                  disabled={rows.at(-1) === row}
                  aria-label={t('moveDown', { name: goalName(row) })}
                  onClick={() => onMove(row.goal, 1)}
                >
                  <IconArrowDown size={16} aria-hidden />
                </ActionIcon>
              </Group>
            ),
          },
        ]
      : []),
  ]
  return <DataTable name={name} columns={columns} rows={rows} rowKey={({ goal }) => goal} />
}
