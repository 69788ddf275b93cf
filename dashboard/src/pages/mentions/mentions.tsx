import { Anchor, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MentionsAnswer } from '../../../../src/contract/mention.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { networkName } from '../../ui/network-names.ts'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { MentionList } from './mention-list.tsx'
import { MentionsPicture } from './mentions-picture.tsx'

type Network = MentionsAnswer['networks'][number]
type Hashtag = MentionsAnswer['hashtags'][number]

const Networks = ({ networks }: { networks: readonly Network[] }) => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const columns: Column<Network>[] = [
    {
      key: 'network',
      header: t('column.network'),
      value: ({ key }) => key,
      show: ({ key }) => (key === '' ? t('elsewhere') : networkName(key)),
    },
    countColumn(format, { key: 'mentions', header: t('column.mentions'), of: ({ mentions }) => mentions }),
    countColumn(format, { key: 'authors', header: t('column.authors'), of: ({ authors }) => authors }),
  ]
  return <DataTable isTitled name={t('column.network')} columns={columns} rows={networks} rowKey={({ key }) => key} />
}

const Hashtags = ({ hashtags }: { hashtags: readonly Hashtag[] }) => {
  const { t } = useTranslation('mentions')
  const { addFilter } = useFrame()
  const format = useFormat()
  const columns: Column<Hashtag>[] = [
    {
      key: 'hashtag',
      header: t('column.hashtag'),
      value: ({ key }) => key,
      show: ({ key }) => (
        <Anchor
          component="button"
          type="button"
          fz="sm"
          mih={28}
          translate="no"
          aria-label={t('only', { value: key })}
          onClick={() => addFilter({ field: 'property:hashtags', op: 'contains', values: [key] })}
        >
          {key}
        </Anchor>
      ),
    },
    countColumn(format, { key: 'mentions', header: t('column.mentions'), of: ({ mentions }) => mentions }),
  ]
  return (
    <DataTable
      isTitled
      atFirst={10}
      name={t('column.hashtag')}
      columns={columns}
      rows={hashtags}
      rowKey={({ key }) => key}
    />
  )
}

const Figures = ({ answer }: { answer: MentionsAnswer }) => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const { mentions, authors, reach } = answer.totals
  const figures: [string, number | null, number | undefined][] = [
    ['mentions', mentions, answer.previous?.mentions],
    ['authors', authors, answer.previous?.authors],
    ['reach', reach, undefined],
  ]
  return (
    <Group gap={28}>
      {figures.map(([name, value, before]) =>
        value === null ? null : (
          <div key={name}>
            <Text size="sm" c="dimmed">
              {t(`figure.${name}`)}
            </Text>
            <Text fz={26} fw={650} lh={1.2}>
              {format.number(value)}
            </Text>
            {before === undefined ? null : (
              <Text size="xs" c="dimmed">
                {t('before', { number: format.number(before) })}
              </Text>
            )}
          </div>
        ),
      )}
    </Group>
  )
}

export const Mentions = ({ query }: { query: UseQueryResult<MentionsAnswer> }) => {
  const { t } = useTranslation('mentions')
  return (
    <QueryView query={query}>
      {(answer) =>
        answer.totals.mentions === 0 ? (
          <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
        ) : (
          <Stack gap="lg">
            <Figures answer={answer} />
            <MentionsPicture answer={answer} />
            <SimpleGrid cols={{ base: 1, md: answer.hashtags.length > 0 ? 2 : 1 }}>
              <Card>
                <Networks networks={answer.networks} />
              </Card>
              {answer.hashtags.length > 0 ? (
                <Card>
                  <Hashtags hashtags={answer.hashtags} />
                </Card>
              ) : null}
            </SimpleGrid>
            <MentionList rows={answer.rows} all={answer.totals.mentions} />
          </Stack>
        )
      }
    </QueryView>
  )
}
