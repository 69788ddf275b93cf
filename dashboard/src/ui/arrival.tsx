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

const listedDrops = 4

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
  const drops = Object.entries(status?.dropped_today ?? {})
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, listedDrops)

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
      {drops.length > 0 ? (
        <Box mt="md">
          <Text size="sm" fw={600}>
            {t('arrival.dropped')}
          </Text>
          <List size="sm" c="dimmed">
            {drops.map(([reason, count]) => (
              <List.Item key={reason}>
                {t('arrival.drop', { count, reason: t(`drop.${reason}`, { defaultValue: reason }) })}
              </List.Item>
            ))}
          </List>
        </Box>
      ) : null}
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
