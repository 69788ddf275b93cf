import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Feed } from '../../../../../src/contract/mention.ts'
import { call } from '../../../api.ts'
import { mayEdit, useChange, useSite } from '../../../queries.ts'
import { actionColumn, countColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { useFormat } from '../../../ui/use-format.ts'

export const FeedTable = ({ feeds }: { feeds: readonly Feed[] }) => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const format = useFormat()
  const queries = useQueryClient()
  const poll = useChange('pollFeed', ['feeds', 'mentionsReport', 'giveaways'])
  const remove = async (feed: string) => {
    await call('removeFeed', { params: { site: site.id, feed } })
    await queries.invalidateQueries({ queryKey: ['feeds'] })
  }
  const columns: Column<Feed>[] = [
    {
      key: 'name',
      header: t('feed.name'),
      value: ({ name }) => name,
      show: ({ name, url, error }) => (
        <>
          <Text span size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs" c="dimmed" translate="no" style={{ overflowWrap: 'anywhere' }}>
            {url}
          </Text>
          {error === null ? null : (
            <Text size="xs" c="var(--minnow-bad)">
              {t('feed.failed', { error: t(`feed.error.${error.reason}`, { detail: error.detail }) })}
            </Text>
          )}
        </>
      ),
    },
    countColumn(format, { key: 'mentions', header: t('feed.mentions'), of: ({ mentions }) => mentions }),
    {
      key: 'checked',
      header: t('feed.checked'),
      value: ({ checked }) => (checked === null ? null : new Date(checked).toISOString()),
      show: ({ checked }) => (checked === null ? '–' : format.dateTime(checked)),
    },
    ...(mayEdit(site)
      ? [
          actionColumn<Feed>(t('actions'), ({ id, name }) => (
            <Group gap="xs" wrap="nowrap">
              <Button
                variant="default"
                size="compact-sm"
                mih={36}
                aria-label={t('feed.ask_which', { name })}
                loading={poll.isPending && poll.variables?.params.feed === id}
                onClick={() => poll.mutate({ params: { site: site.id, feed: id } })}
              >
                {t('feed.ask')}
              </Button>
              <ConfirmButton
                label={t('remove')}
                title={t('feed.remove_confirm', { name })}
                text={t('feed.remove_text')}
                onConfirm={() => remove(id)}
                buttonProps={{ size: 'compact-sm', mih: 36 }}
              />
            </Group>
          )),
        ]
      : []),
  ]
  return (
    <DataTable name={t('feed.title')} columns={columns} rows={feeds} rowKey={({ id }) => id} isList withoutDownload />
  )
}
