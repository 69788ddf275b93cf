import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OtherId } from '../../../../../src/contract/other-tools.ts'
import { call } from '../../../api.ts'
import { useSite } from '../../../queries.ts'
import { actionColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'

const beliefOf = ({ servers, has_secret }: OtherId): 'secret' | 'servers' | 'pages' =>
  has_secret ? 'secret' : servers ? 'servers' : 'pages'

export const IdTable = ({ ids }: { ids: readonly OtherId[] }) => {
  const { t } = useTranslation('other-tools')
  const site = useSite()
  const queries = useQueryClient()
  const remove = async (id: string) => {
    await call('removeOtherId', { params: { site: site.id, id } })
    await queries.invalidateQueries({ queryKey: ['otherTools'] })
  }
  const columns: Column<OtherId>[] = [
    { key: 'tool', header: t('ids.tool'), value: ({ tool }) => t(`tool.${tool}`) },
    {
      key: 'value',
      header: t('ids.value'),
      value: ({ value }) => value,
      show: ({ value }) => (
        <Text span ff="monospace" size="sm" translate="no" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
      ),
    },
    { key: 'for', header: t('ids.for'), value: (id) => t(`ids.for_${beliefOf(id)}`) },
  ]
  const actions = actionColumn<OtherId>(t('ids.actions'), ({ id, value }) => (
    <ConfirmButton
      label={t('ids.remove')}
      title={t('ids.remove_confirm', { value })}
      text={t('ids.remove_text')}
      onConfirm={() => remove(id)}
      buttonProps={{ size: 'compact-sm', mih: 36 }}
    />
  ))
  const shown = site.role === 'owner' ? [...columns, actions] : columns
  return <DataTable name={t('ids.title')} columns={shown} rows={ids} rowKey={({ id }) => id} isList withoutDownload />
}
