import { Box, Group, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useValueNames } from '../frame-bar/value-names.ts'
import { type SiteOfMe, useAsk } from '../queries.ts'
import styles from './arrival.module.css'
import { Note } from './note.tsx'
import { useFormat } from './use-format.ts'

/** Often enough that an event shows within the second while somebody waits for it. */
const waitingAskMs = 1_000
const calmAskMs = 10_000

const listedReasons = 4

/** Whether events arrive: waits for the first, shows it, and says what was dropped and why. */
export const Arrival = ({ site, children }: { site: SiteOfMe; children?: React.ReactNode }) => {
  const { t } = useTranslation('forms')
  const params = { site: site.id }
  const status = useAsk(
    'siteStatus',
    { params },
    { refetchEveryMs: (known) => (typeof known?.first_event === 'number' ? calmAskMs : waitingAskMs) },
  ).data
  const hasArrived = typeof status?.first_event === 'number'
  const live = useAsk('live', { params }, { enabled: hasArrived, refetchEveryMs: calmAskMs })
  const newest = live.data?.events[0]
  // A tag that sends again what may have been lost does what it should.
  const { duplicate: resent = 0, ...dropped } = status?.dropped_today ?? {}

  return (
    <Box role="status">
      {hasArrived ? (
        <Note tone="good" title={t('arrival.here')}>
          {newest ? <Newest event={newest} /> : null}
          {children}
        </Note>
      ) : (
        <Box className={styles.waiting}>
          <Group gap="sm" wrap="nowrap">
            <span className={styles.pulse} aria-hidden />
            <Text fw={600}>{t('arrival.waiting')}</Text>
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {t('arrival.what', { domain: site.domains[0] })}
          </Text>
        </Box>
      )}
      <Reasons title={t('arrival.dropped')} counts={dropped} said="drop" />
      <Reasons title={t('arrival.left_out')} counts={status?.left_out_today ?? {}} said="left" />
      {resent > 0 ? (
        <Text size="sm" c="dimmed" mt="md">
          {t('arrival.resent', { count: resent })}
        </Text>
      ) : null}
    </Box>
  )
}

type ReasonsProperties = { title: string; counts: Record<string, number>; said: 'drop' | 'left' }

/** What was not kept, the most frequent reasons first. */
const Reasons = ({ title, counts, said }: ReasonsProperties) => {
  const { t } = useTranslation('forms')
  const reasons = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, listedReasons)
  if (reasons.length === 0) return null
  return (
    <Box mt="md">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" c="dimmed">
        {reasons.map(([reason, count]) => (
          <List.Item key={reason}>
            {t(`arrival.${said}`, { count, reason: t(`drop.${reason}`, { defaultValue: reason }) })}
          </List.Item>
        ))}
      </List>
    </Box>
  )
}

type NewestProperties = { event: { time: number; name: string; path: string; country: string; device: string } }

const Newest = ({ event }: NewestProperties) => {
  const format = useFormat()
  const { valueName } = useValueNames()
  return (
    <Group gap="sm" wrap="wrap" mb="sm">
      <Text size="sm" fw={600}>
        {valueName('event', event.name)}
      </Text>
      <Text size="sm" translate="no">
        {event.path}
      </Text>
      <Text size="sm" c="dimmed">
        {[
          event.device && valueName('device', event.device),
          event.country && format.country(event.country),
          format.exactTime(event.time),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </Group>
  )
}
