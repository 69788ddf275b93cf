import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Brought, ShareRow, SharesAnswer } from '../../../../src/contract/share.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { networkName } from '../../ui/network-names.ts'
import { useFormat } from '../../ui/use-format.ts'

type Method = SharesAnswer['by_method'][number]

/** "facebook" by its name; the browser's own share sheet, mail links and unknown ones in the reader's words. */
const useMethodName = () => {
  const { t } = useTranslation('shares')
  return (method: string): string => {
    if (method === '') return t('method.unseen')
    if (method === 'native') return t('method.native')
    return method === 'mail' ? t('method.mail') : networkName(method)
  }
}

/** What something brought, the same columns in both tables. */
const useBroughtColumns = (currency: string): Column<Brought>[] => {
  const { t } = useTranslation('shares')
  const format = useFormat()
  const count = (key: 'visits' | 'people' | 'micro' | 'macro', explain?: string) =>
    countColumn<Brought>(format, { key, header: t(`column.${key}`), of: (row) => row[key], explain })
  return [
    count('visits', t('explain.visits')),
    count('people'),
    count('micro'),
    count('macro'),
    {
      key: 'value',
      header: t('column.value'),
      numeric: true,
      value: ({ value }) => value,
      show: ({ value }) => format.money(value, currency),
    },
  ]
}

export const MethodsTable = ({ answer }: { answer: SharesAnswer }) => {
  const { t } = useTranslation('shares')
  const methodName = useMethodName()
  const format = useFormat()
  const total: Method = { method: '', shared: answer.shared, ...answer.total }
  const columns: Column<Method>[] = [
    {
      key: 'method',
      header: t('column.method'),
      value: (row) => (row === total ? t('total') : methodName(row.method)),
    },
    countColumn(format, {
      ...{ key: 'shared', header: t('column.shared'), of: ({ shared }) => shared, explain: t('explain.shared') },
    }),
    ...useBroughtColumns(answer.currency),
  ]
  return (
    <DataTable
      isTitled
      name={t('table.methods')}
      columns={columns}
      rows={answer.by_method}
      rowKey={({ method }) => method}
      total={total}
    />
  )
}

export const SharesTable = ({ answer }: { answer: SharesAnswer }) => {
  const { t } = useTranslation('shares')
  const methodName = useMethodName()
  const format = useFormat()
  const columns: Column<ShareRow>[] = [
    {
      key: 'share',
      header: t('column.share'),
      value: ({ page, share }) => `${page} ${share}`,
      show: ({ page, share, method, shared, from }) => (
        <>
          <Text span size="sm" style={{ overflowWrap: 'anywhere' }} translate="no">
            {page || '/'}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {methodName(method)}
            {shared === null ? '' : ` · ${format.dateTime(shared)}`} · <span translate="no">{share}</span>
            {from ? ` · ${t('of', { share: from })}` : ''}
          </Text>
        </>
      ),
    },
    ...useBroughtColumns(answer.currency),
    {
      key: 'further',
      header: t('column.further'),
      numeric: true,
      explain: t('explain.further'),
      value: ({ further_visits }) => further_visits,
      show: ({ shares, further_visits }) =>
        shares === 0
          ? '–'
          : t('further', { count: shares, shares: format.number(shares), visits: format.number(further_visits) }),
    },
  ]
  return (
    <DataTable
      isTitled
      atFirst={15}
      name={t('table.shares')}
      columns={columns}
      rows={answer.rows}
      rowKey={({ share }) => share}
    />
  )
}
