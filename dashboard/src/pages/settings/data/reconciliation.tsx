import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import, ReconciledLine } from '../../../../../src/contract/imports.ts'
import { useValueNames } from '../../../frame-bar/index.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Note } from '../../../ui/note.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const isSame = ({ file, minnow }: ReconciledLine): boolean => file === null || file === minnow
const problemsShown = 10

/** What the file says, what Minnow counts, and why they differ. */
export const Reconciliation = ({ of }: { of: Import }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { valueName } = useValueNames()
  const { report } = of
  const reason = (name: string): string => t(`reason.${name.replace(/^aside_.*/, 'aside')}`, { defaultValue: name })
  if (!report)
    return <Text c="dimmed">{of.problem === '' || of.problem === 'internal' ? t('noReport') : of.problem}</Text>
  const differing = report.lines.filter((line) => !isSame(line)).length
  const columns: Column<ReconciledLine>[] = [
    {
      key: 'measure',
      header: t('line.measure'),
      value: ({ measure, of: name }) =>
        `${t(`measure.${measure}`, { defaultValue: measure })} ${measure === 'event' ? valueName('event', name) : name}`.trim(),
    },
    {
      key: 'file',
      header: t('line.file'),
      numeric: true,
      value: ({ file }) => file,
      show: ({ file }) => (file === null ? '–' : format.decimal(file, 2)),
    },
    {
      key: 'minnow',
      header: t('line.minnow'),
      numeric: true,
      value: ({ minnow }) => minnow,
      show: ({ minnow }) => (minnow === null ? '–' : format.decimal(minnow, 2)),
    },
    {
      key: 'why',
      header: t('line.why'),
      sortable: false,
      value: ({ why }) => why.map((one) => reason(one.reason)).join('; '),
      show: (line) =>
        isSame(line) ? (
          <Text span size="sm" c="dimmed">
            {line.file === null ? t('unsaid') : t('same')}
          </Text>
        ) : (
          line.why.map(({ reason: name, count }) => (
            <Text key={name} size="sm">
              {count === null ? reason(name) : `${reason(name)}: ${format.decimal(count, 2)}`}
            </Text>
          ))
        ),
    },
  ]
  const skipped = Object.entries(report.skipped)
  return (
    <Stack>
      <Text>
        {report.first !== null && report.last !== null
          ? t('span', {
              from: format.dayAndYear(report.first),
              to: format.dayAndYear(report.last),
              timezone: report.timezone,
            })
          : null}{' '}
        {differing === 0 ? t('agrees') : t('differs', { count: differing })}
      </Text>
      <DataTable
        name={t('reconciliation')}
        columns={columns}
        rows={report.lines}
        rowKey={({ measure, of: name }) => `${measure} ${name}`}
        isList
      />
      {skipped.map(([name, count]) => (
        <Text key={name} size="sm" c="dimmed">
          {t('skipped', { count, number: format.number(count), reason: reason(name) })}
        </Text>
      ))}
      {report.problems.length > 0 ? (
        <Note tone="plain" title={t('problems', { count: report.problems.length })}>
          {report.problems.slice(0, problemsShown).map(({ line, reason: name, detail }) => (
            <Text key={`${line} ${name}`} size="sm">
              {t('problem', { line, detail: detail || reason(name) })}
            </Text>
          ))}
        </Note>
      ) : null}
    </Stack>
  )
}
