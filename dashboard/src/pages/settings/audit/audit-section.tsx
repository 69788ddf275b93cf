import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../../../src/contract/audit.ts'
import { auditDays } from '../../../../../src/contract/audit-facts.ts'
import { call } from '../../../api.ts'
import { useSite } from '../../../queries.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorState, LoadingState } from '../../../ui/states.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { actionGroups } from './actions.ts'
import { useDetailText } from './use-detail-text.ts'

/** Who saw or changed what, the newest first. */
export const AuditSection = () => {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const detailText = useDetailText()
  const site = useSite().id
  const [action, setAction] = useState('')
  const query = useInfiniteQuery({
    queryKey: ['audit', { site }, action],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after, signal }) =>
      call('audit', { params: { site }, input: { ...(action && { action }), ...(after && { after }) }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const actionName = (name: string): string => t(`action.${name}`, { defaultValue: name })
  const whoDid = ({ actor_kind, actor_name }: AuditEntry): string =>
    actor_kind === 'user' ? actor_name : t(`actor.${actor_kind}`, { name: actor_name })
  const columns: Column<AuditEntry>[] = [
    {
      key: 'at',
      header: t('column.at'),
      value: ({ at }) => new Date(at).toISOString(),
      show: ({ at }) => format.dateTime(at),
    },
    { key: 'who', header: t('column.who'), value: whoDid },
    { key: 'what', header: t('column.what'), value: ({ action: name }) => actionName(name) },
    {
      key: 'detail',
      header: t('column.detail'),
      value: detailText,
      minWidth: 280,
      show: (entry) => detailText(entry) || null,
    },
    { key: 'address', header: t('column.from'), value: ({ address }) => address },
  ]
  return (
    <Stack>
      <Text c="dimmed">{t('text', { days: format.number(auditDays) })}</Text>
      <NativeSelect
        label={t('filter')}
        size="md"
        maw={360}
        value={action}
        onChange={({ currentTarget }) => setAction(currentTarget.value)}
        data={[
          { value: '', label: t('all') },
          ...actionGroups.map(({ group, members }) => ({
            group: t(`group.${group}`),
            items: members.map((name) => ({ value: name, label: t(`action.${name}`) })),
          })),
        ]}
      />
      {query.isPending ? <LoadingState /> : null}
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data ? (
        <DataTable
          name={t('name')}
          columns={columns}
          rows={query.data.pages.flatMap(({ entries }) => entries)}
          rowKey={({ id }) => id}
          isList
        />
      ) : null}
      {query.data?.pages[0]?.entries.length === 0 ? <Text c="dimmed">{t('none')}</Text> : null}
      {query.hasNextPage ? (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  )
}
