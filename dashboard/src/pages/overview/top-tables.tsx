import { Anchor, Group, SimpleGrid, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BreakdownRow, Dimension, Frame, GoalRow } from '../../../../src/contract/report.ts'
import { Rate, useNames } from '../../figures/index.ts'
import { keepFrame, useValueNames } from '../../frame-bar/index.ts'
import { useReport, useSite } from '../../queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { QueryView } from '../../ui/states.tsx'
import { roleColor, roleOf } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'

const rowsShown = 6

const Titled = ({ title, link, children }: { title: string; link: ReactNode; children: ReactNode }) => (
  <section aria-label={title}>
    <Group justify="space-between" mb="xs" gap="xs" wrap="nowrap">
      <Title order={2} fz="md">
        {title}
      </Title>
      {link}
    </Group>
    {children}
  </section>
)

/** To another page of the site, with the same frame. */
const More = ({ to, search, children }: { to: string; search?: Record<string, unknown>; children: ReactNode }) => {
  const site = useSite()
  return (
    <Anchor
      size="sm"
      renderRoot={(properties) => (
        <Link
          {...properties}
          to={`/sites/$site/${to}` as never}
          params={{ site: site.id } as never}
          search={((before: Record<string, unknown>) => ({ ...keepFrame(before), ...search })) as never}
        />
      )}
    >
      {children}
    </Anchor>
  )
}

/** Breaks into lines after its slashes before it breaks inside a word. */
const Path = ({ text }: { text: string }) => (
  <span style={{ overflowWrap: 'anywhere' }}>
    {text.split(/(?<=\/)/).map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </span>
)

const TopBreakdown = ({ by, frame }: { by: Dimension; frame: Frame }) => {
  const { t } = useTranslation('overview')
  const { valueName, fieldName } = useValueNames()
  const format = useFormat()
  const query = useReport('breakdown', { ...frame, compare: 'none', by, limit: rowsShown })
  const columns: Column<BreakdownRow>[] = [
    {
      key: 'key',
      header: fieldName(by),
      value: ({ key }) => valueName(by, key),
      show: ({ key }) => <Path text={valueName(by, key)} />,
      sortable: false,
    },
    {
      key: 'people',
      header: t('metric.people'),
      numeric: true,
      value: ({ people }) => people,
      show: ({ people }) => format.number(people),
      sortable: false,
    },
    {
      key: 'macro_rate',
      header: t('top.macro_rate'),
      numeric: true,
      value: ({ macro }) => macro.rate?.value ?? null,
      show: ({ macro }) => <Rate estimate={macro.rate} />,
      sortable: false,
    },
  ]
  return (
    <Titled
      title={t(`top.${by}`)}
      link={
        <More to="channels" search={by === 'channel' ? {} : { by }}>
          {t('top.all')}
        </More>
      }
    >
      <QueryView query={query}>
        {(answer) => (
          <DataTable
            name={t(`top.${by}`)}
            columns={columns}
            rows={answer.rows}
            rowKey={({ key }) => key}
            withoutDownload
          />
        )}
      </QueryView>
    </Titled>
  )
}

const TopGoals = ({ frame }: { frame: Frame }) => {
  const { t } = useTranslation('overview')
  const { goalName } = useNames()
  const format = useFormat()
  const query = useReport('goalsReport', frame)
  const columns: Column<GoalRow>[] = [
    {
      key: 'name',
      header: t('top.goal'),
      value: goalName,
      show: (row) => (
        <Group component="span" display="inline-flex" gap={8} wrap="nowrap">
          <span
            aria-hidden="true"
            style={{ width: 8, height: 8, flex: 'none', borderRadius: 4, background: roleColor(roleOf(row)) }}
          />
          {goalName(row)}
        </Group>
      ),
      sortable: false,
    },
    {
      key: 'conversions',
      header: t('top.conversions'),
      numeric: true,
      value: ({ conversions }) => conversions,
      show: ({ conversions }) => format.number(conversions),
      sortable: false,
    },
    {
      key: 'rate',
      header: t('top.rate'),
      numeric: true,
      value: ({ rate }) => rate?.value ?? null,
      show: ({ rate }) => <Rate estimate={rate} />,
      sortable: false,
    },
  ]
  return (
    <Titled title={t('top.goals')} link={<More to="goals">{t('top.all')}</More>}>
      <QueryView query={query}>
        {(answer) => (
          <DataTable
            name={t('top.goals')}
            columns={columns}
            rows={answer.goals.filter(({ conversions }) => conversions > 0).slice(0, rowsShown)}
            rowKey={({ goal }) => goal}
            withoutDownload
          />
        )}
      </QueryView>
    </Titled>
  )
}

/** The head of three reports, each linking on to the whole. */
export const TopTables = ({ frame }: { frame: Frame }) => (
  <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="lg" mt="lg">
    <TopBreakdown by="channel" frame={frame} />
    <TopBreakdown by="landing_page" frame={frame} />
    <TopGoals frame={frame} />
  </SimpleGrid>
)
