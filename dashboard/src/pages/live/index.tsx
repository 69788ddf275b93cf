import { Button, Card, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useValueNames } from '../../frame-bar/value-names.ts'
import { useReport, useSite } from '../../queries.ts'
import { HowComputed } from '../../ui/how-computed.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { EventStream } from './event-stream.tsx'
import styles from './live.module.css'
import { MinuteBars } from './minute-bars.tsx'

/** A click in the shop is to be seen here within two seconds. */
const askEveryMs = 1_000

/** What is happening now? */
export const LivePage = () => {
  const { t } = useTranslation('live')
  const live = useReport('live', undefined, { refetchEveryMs: askEveryMs })
  const people = live.data?.people_5_minutes
  return (
    <>
      <PageHeader question={t('question')} answer={people === undefined ? null : t('answer', { count: people })} />
      <QueryView query={live}>{(now) => <Now live={now} />}</QueryView>
    </>
  )
}

const Now = ({ live }: { live: Output<'live'> }) => {
  const { t } = useTranslation('live')
  const format = useFormat()
  const site = useSite()
  if (live.events.length === 0)
    return (
      <EmptyState
        icon={<IconActivity size={36} stroke={1.5} />}
        title={t('empty.title')}
        action={
          site.demo ? (
            <Button component="a" href="/demo-shop/" target="_blank">
              {t('empty.demo')}
            </Button>
          ) : (
            <Button
              component={Link}
              to="/sites/$site/settings/$section"
              params={{ site: site.id, section: 'tag' } as never}
            >
              {t('empty.action')}
            </Button>
          )
        }
      >
        {t('empty.text')}
      </EmptyState>
    )
  return (
    <>
      <div className={styles.top}>
        <Card>
          <Figure label={t('people_5')} explain={t('people_5_explain')} value={format.number(live.people_5_minutes)} />
          <Figure
            label={t('people_30')}
            explain={t('people_30_explain')}
            value={format.number(live.people_30_minutes)}
            isSmall
          />
        </Card>
        <Card>
          <Group gap={4} mb="xs">
            <Title order={2} fz="md">
              {t('minutes')}
            </Title>
            <HowComputed of={t('minutes')}>{t('minutes_explain')}</HowComputed>
          </Group>
          <MinuteBars minutes={live.minutes} now={live.now} />
        </Card>
      </div>
      <div className={styles.columns}>
        <EventStream events={live.events} now={live.now} />
        <SimpleGrid cols={1} spacing="md" style={{ alignContent: 'start' }}>
          <Ranking title={t('pages')} field="page" rows={live.pages} />
          <Ranking title={t('channels')} field="channel" rows={live.channels} />
          {live.countries.length > 0 ? <Ranking title={t('countries')} field="country" rows={live.countries} /> : null}
        </SimpleGrid>
      </div>
    </>
  )
}

type FigureProperties = { label: string; explain: string; value: string; isSmall?: boolean }

const Figure = ({ label, explain, value, isSmall = false }: FigureProperties) => (
  <div>
    <Group gap={2} wrap="nowrap">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <HowComputed of={label}>{explain}</HowComputed>
    </Group>
    <Text fz={isSmall ? 22 : 44} fw={650} lh={1.2} mb={isSmall ? 0 : 'sm'}>
      {value}
    </Text>
  </div>
)

const listed = 6

type RankingProperties = {
  title: string
  field: 'page' | 'channel' | 'country'
  rows: readonly { key: string; people: number }[]
}

const Ranking = ({ title, field, rows }: RankingProperties) => {
  const { t } = useTranslation('live')
  const { valueName } = useValueNames()
  const format = useFormat()
  const most = Math.max(1, ...rows.map(({ people }) => people))
  return (
    <Card>
      <table className={styles.ranking}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('people')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, listed).map(({ key, people }) => (
            <tr key={key}>
              <th scope="row" style={{ '--share': `${(100 * people) / most}%` } as React.CSSProperties}>
                {valueName(field, key)}
              </th>
              <td>{format.number(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('nobody')}
        </Text>
      ) : null}
    </Card>
  )
}
