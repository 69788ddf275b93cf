import { Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MentionRow } from '../../../../src/contract/mention.ts'
import { networkName } from '../../ui/network-names.ts'
import { useFormat } from '../../ui/use-format.ts'

/** A phone's worth of reading. */
const rowsAtOnce = 20

const colors = { positive: 'var(--minnow-good)', neutral: 'gray', negative: 'var(--minnow-bad)' } as const

const Mention = ({ row }: { row: MentionRow }) => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const network = row.network === '' ? t('elsewhere') : networkName(row.network)
  return (
    <Card component="li" p="md">
      <Group gap="xs" mb={4}>
        <Text fw={600} size="sm">
          {row.author || t('unknownAuthor')}
        </Text>
        <Text size="sm" c="dimmed">
          {network} · {format.dateTime(row.time)}
          {row.reach === null ? '' : ` · ${t('reach', { count: row.reach, number: format.number(row.reach) })}`}
        </Text>
        {row.sentiment ? (
          <Badge variant="outline" color={colors[row.sentiment]} tt="none" fw={500}>
            {t(`sentiment.${row.sentiment}`)}
          </Badge>
        ) : null}
      </Group>
      <Text size="sm" lineClamp={4} style={{ overflowWrap: 'anywhere' }} translate="no">
        {row.text}
      </Text>
      {row.link ? (
        <Anchor
          href={row.link}
          target="_blank"
          rel="noreferrer nofollow"
          size="sm"
          style={{ overflowWrap: 'anywhere' }}
        >
          {row.link.replace(/^https?:\/\/(www\.)?/, '').slice(0, 90)}
        </Anchor>
      ) : null}
    </Card>
  )
}

/** What was written, the newest first. */
export const MentionList = ({ rows, all }: { rows: readonly MentionRow[]; all: number }) => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const [shown, setShown] = useState(rowsAtOnce)
  return (
    <section aria-labelledby="mention-list">
      <Title order={2} fz="md" mb="sm" id="mention-list">
        {t('list.title')}
      </Title>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {rows.slice(0, shown).map((row) => (
          <Mention key={`${row.time} ${row.link} ${row.author} ${row.text}`} row={row} />
        ))}
      </Stack>
      {rows.length > shown ? (
        <Button variant="default" mt="sm" onClick={() => setShown(shown + rowsAtOnce)}>
          {t('list.show')}
        </Button>
      ) : all > rows.length ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('list.more', { count: all - rows.length, number: format.number(all - rows.length) })}
        </Text>
      ) : null}
    </section>
  )
}
