import { Button, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Goal } from '../../../../src/contract/goal.ts'
import type { Estimate, Frame, GoalRow, GoalsReport } from '../../../../src/contract/report.ts'
import { useNames } from '../../figures/index.ts'
import { useFrame, usePageSearch } from '../../frame-bar/index.ts'
import { mayEdit, useChange, useReport, useSite } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { roleOf } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import { ContactsSection } from './contacts-section.tsx'
import { GoalsPicture } from './goals-picture.tsx'
import { readGoalsSearch } from './goals-search.ts'
import { GoalsTable } from './goals-table.tsx'
import { bestSupporting, type LeadsOn, leadsOnDays, useLeadsOn } from './leads-on.ts'
import { moved } from './reorder.ts'

// Fetched when a goal is opened, or the pointer is on the button for a new one.
const loadDrawer = () => import('./goal-drawer.tsx').then(({ GoalDrawer }) => ({ default: GoalDrawer }))
const GoalDrawer = lazy(loadDrawer)

const sections = ['macro', 'milestone', 'supporting'] as const

/** The rows of the report in the order of the goals themselves, which the user sets. */
const inOrder = (rows: readonly GoalRow[], goals: readonly Goal[]): GoalRow[] => {
  const place = new Map(goals.map(({ id, priority }) => [id, priority]))
  return [...rows].sort((a, b) => (place.get(a.goal) ?? 0) - (place.get(b.goal) ?? 0))
}

const useAnswer = (rows: readonly GoalRow[], leadsOn: LeadsOn, macro: GoalRow | undefined): string | undefined => {
  const { t } = useTranslation('goals')
  const { goalName } = useNames()
  const format = useFormat()
  const overall: Estimate | null = macro?.rate ?? null
  const best = overall ? bestSupporting(rows, leadsOn, overall.value) : null
  const estimate = best && leadsOn.get(best.goal)
  if (!best || !estimate || !overall || !macro) return undefined
  return t('answer', {
    goal: goalName(best),
    macro: goalName(macro),
    percent: format.percent(estimate.value),
    overall: format.percent(overall.value),
  })
}

type ReportProperties = {
  frame: Frame
  report: GoalsReport
  rows: readonly GoalRow[]
  goals: readonly Goal[]
  leadsOn: LeadsOn
  onOpen: (goal: string) => void
}

const Report = ({ frame, report, rows, goals, leadsOn, onOpen }: ReportProperties) => {
  const { t } = useTranslation('goals')
  const site = useSite()
  const { goalName } = useNames()
  const update = useChange('updateGoal', ['goals', 'goalsReport'])
  const macro = rows.find(({ tier }) => tier === 'macro')
  const move = (section: readonly GoalRow[]) => (goal: string, by: -1 | 1) => {
    const ordered = section.flatMap((row) => goals.find(({ id }) => id === row.goal) ?? [])
    for (const { id, priority } of moved(ordered, goal, by))
      update.mutate({ params: { site: site.id, goal: id }, input: { priority } })
  }
  return (
    <Stack gap="xl">
      {macro ? <GoalsPicture rows={rows} leadsOn={leadsOn} macroName={goalName(macro)} overall={macro.rate} /> : null}
      {sections.map((role) => {
        const section = rows.filter((row) => roleOf(row) === role)
        if (section.length === 0) return null
        return (
          <section key={role} aria-label={t(`section.${role}`)}>
            <Title order={2} fz="lg">
              {t(`section.${role}`)}
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              {t(`sectionHint.${role}`)}
            </Text>
            <GoalsTable
              name={t(`section.${role}`)}
              role={role}
              rows={section}
              currency={report.currency}
              leadsOn={leadsOn}
              macroName={role === 'macro' || !macro ? null : goalName(macro)}
              canEdit={mayEdit(site)}
              onOpen={onOpen}
              onMove={move(section)}
            />
          </section>
        )
      })}
      <ContactsSection frame={frame} />
      <Text size="sm" c="dimmed">
        {t('notCause', { days: leadsOnDays })}
      </Text>
    </Stack>
  )
}

export const GoalsPage = () => {
  const { t } = useTranslation('goals')
  const site = useSite()
  const { frame } = useFrame()
  const [search, changeSearch] = usePageSearch(readGoalsSearch)
  const report = useReport('goalsReport', frame)
  const goals = useReport('goals')
  const rows = useMemo(() => inOrder(report.data?.goals ?? [], goals.data ?? []), [report.data, goals.data])
  const macro = rows.find(({ tier }) => tier === 'macro')
  const leadsOn = useLeadsOn(frame, rows, macro?.goal)
  const answer = useAnswer(rows, leadsOn, macro)
  const open = (goal: string | undefined) => void changeSearch({ goal })
  const [wasOpened, setWasOpened] = useState(false)
  if (search.goal !== undefined && !wasOpened) setWasOpened(true)
  const newGoal = mayEdit(site) ? (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      onPointerEnter={() => void loadDrawer()}
      onClick={() => open('new')}
    >
      {t('new')}
    </Button>
  ) : null
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        {newGoal}
      </PageHeader>
      <QueryView query={report}>
        {(data) =>
          data.goals.length === 0 ? (
            <EmptyState title={t('empty.title')} action={newGoal}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <Report frame={frame} report={data} rows={rows} goals={goals.data ?? []} leadsOn={leadsOn} onOpen={open} />
          )
        }
      </QueryView>
      <Suspense fallback={null}>
        {wasOpened ? <GoalDrawer open={search.goal} goals={goals.data ?? []} onClose={() => open(undefined)} /> : null}
      </Suspense>
    </>
  )
}
