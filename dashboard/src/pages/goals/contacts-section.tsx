import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '../../../../src/contract/contacts.ts'
import type { Frame } from '../../../../src/contract/report.ts'
import { Rate, useNames } from '../../figures/index.ts'
import { mayEdit, useReport, useSite } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { networkName } from '../../ui/network-names.ts'
import { useFormat } from '../../ui/use-format.ts'

/** Networks whose webhook Minnow reads. */
const canConnect: ReadonlySet<string> = new Set(['line', 'messenger'])

const useColumns = (windowDays: number): Column<ContactRow>[] => {
  const { t } = useTranslation('goals')
  const { goalName } = useNames()
  const format = useFormat()
  const name = ({ method }: ContactRow): string =>
    goalName({ preset_key: `contact_${method}`, name: networkName(method) })
  const people = (key: 'intended' | 'became' | 'untapped', of: (row: ContactRow) => number) =>
    countColumn(format, {
      ...{ key, header: t(`contacts.column.${key}`), of },
      explain: t(`contacts.explain.${key}`, { count: windowDays }),
    })
  return [
    {
      key: 'method',
      header: t('contacts.column.method'),
      value: name,
      show: (row) => (
        <>
          <Text span size="sm" fw={500}>
            {name(row)}
          </Text>
          {row.told_since === null ? (
            <Text size="xs" c="dimmed" miw={130} maw={260}>
              {t(canConnect.has(row.method) ? 'contacts.connect' : 'contacts.untold')}
            </Text>
          ) : null}
        </>
      ),
    },
    people('intended', ({ intended }) => intended.people),
    {
      ...people('became', ({ became }) => became),
      show: ({ became, told_since }) => (told_since === null ? '–' : format.number(became)),
    },
    {
      key: 'rate',
      header: t('contacts.column.rate'),
      numeric: true,
      explain: t('contacts.explain.rate'),
      value: ({ rate }) => rate?.value ?? null,
      show: ({ rate }) => <Rate estimate={rate} max={1} color="var(--minnow-supporting)" />,
    },
    {
      ...people('untapped', ({ untapped }) => untapped),
      show: ({ untapped, told_since }) => (told_since === null ? '–' : format.number(untapped)),
    },
  ]
}

/** Taps on links into chats beside the contacts that came of them; nothing where nobody tapped or wrote. */
export const ContactsSection = ({ frame }: { frame: Frame }) => {
  const { t } = useTranslation('goals')
  const site = useSite()
  const format = useFormat()
  const { data } = useReport('contactsReport', frame)
  const columns = useColumns(data?.window_days ?? 0)
  if (!data || data.rows.length === 0) return null
  // A hook that was connected in the middle of the period cannot tell of what was tapped before.
  const late = data.rows.flatMap(({ told_since: since }) => (since !== null && since > data.period.from ? [since] : []))
  const canBeConnected = data.rows.some(({ method, told_since }) => canConnect.has(method) && told_since === null)
  return (
    <section aria-label={t('contacts.title')}>
      <Title order={2} fz="lg">
        {t('contacts.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={760}>
        {t('contacts.hint')}
      </Text>
      <DataTable name={t('contacts.title')} columns={columns} rows={data.rows} rowKey={({ method }) => method} />
      <Stack gap={4} mt="xs">
        {late.length === 0 ? null : (
          <Text size="sm" c="dimmed" maw={760}>
            {t('contacts.since', { date: format.dayAndYear(Math.min(...late)) })}
          </Text>
        )}
        {canBeConnected && mayEdit(site) ? (
          <Anchor
            size="sm"
            renderRoot={(properties) => (
              <Link to="/sites/$site/settings/$section" params={{ site: site.id, section: 'feeds' }} {...properties} />
            )}
          >
            {t('contacts.link')}
          </Anchor>
        ) : null}
      </Stack>
    </section>
  )
}
