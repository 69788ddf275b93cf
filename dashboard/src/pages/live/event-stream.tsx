import { Badge, Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LiveEvent } from '../../../../src/contract/live.ts'
import { useNames } from '../../figures/names.ts'
import { useValueNames } from '../../frame-bar/value-names.ts'
import { useReport } from '../../queries.ts'
import { roleColor, roleOf, roleSoftColor } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './live.module.css'

const keyOf = (event: LiveEvent, index: number, all: readonly LiveEvent[]): string => {
  const same = all
    .slice(index + 1)
    .filter(({ time, visitor, name }) => time === event.time && visitor === event.visitor && name === event.name)
  return `${event.time} ${event.visitor} ${event.name} ${same.length}`
}

/** The newest events first; conversions in the colour of their kind. */
export const EventStream = ({ events, now }: { events: readonly LiveEvent[]; now: number }) => {
  const { t } = useTranslation('live')
  return (
    <Card>
      <Title order={2} fz="md" mb="sm">
        {t('events')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol className={styles.stream} tabIndex={0} aria-label={t('events')}>
        {events.map((event, index) => (
          <Happened key={keyOf(event, index, events)} event={event} now={now} />
        ))}
      </ol>
    </Card>
  )
}

const Happened = ({ event, now }: { event: LiveEvent; now: number }) => {
  const format = useFormat()
  const { valueName } = useValueNames()
  const { goalName } = useNames()
  const goals = useReport('goals').data ?? []
  const reached = goals.filter(({ id }) => event.goals.includes(id))
  const from = [
    event.channel && valueName('channel', event.channel),
    event.device && valueName('device', event.device),
    event.country && format.country(event.country),
  ].filter(Boolean)
  return (
    <li className={styles.event}>
      <time className={styles.when} dateTime={new Date(event.time).toISOString()} title={format.ago(event.time, now)}>
        {format.exactTime(event.time)}
      </time>
      <div className={styles.what}>
        <Group gap={6}>
          <Text size="sm" fw={600}>
            {valueName('event', event.name)}
          </Text>
          {event.value !== null && event.value > 0 ? (
            <Text size="sm">{format.money(event.value, event.currency || format.currency)}</Text>
          ) : null}
          {reached.map((goal) => (
            <Badge
              key={goal.id}
              tt="none"
              radius="sm"
              styles={{ root: { color: roleColor(roleOf(goal)), background: roleSoftColor(roleOf(goal)) } }}
            >
              {goalName(goal)}
            </Badge>
          ))}
        </Group>
        <Text size="sm" className={styles.where}>
          {event.detail ? `${event.detail} · ` : ''}
          {event.title || event.path}
        </Text>
        <Text size="xs" c="dimmed">
          {from.join(' · ')}
        </Text>
      </div>
    </li>
  )
}
