import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayEdit, useReport, useSite } from '../../../queries.ts'
import { Note } from '../../../ui/note.tsx'
import { PlaceSource } from '../../../ui/place-source.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { Part } from '../part.tsx'
import { BusiestTable } from './busiest-table.tsx'
import { CountedTable, ReasonsTable } from './reasons-table.tsx'
import { DaysTable, ExamplesTable } from './seen-tables.tsx'

const DAY_MS = 86_400_000
const BUSIEST_DAYS = 7
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** What was set aside because it is hardly people, and how to have it counted after all. */
export const TrafficSection = () => {
  const { t } = useTranslation('traffic')
  const site = useSite()
  const format = useFormat()
  // Everything that is kept; tomorrow, because the site's day may be ahead of the reader's.
  const now = Date.now()
  const period = { from: dayOf(now - 91 * DAY_MS), to: dayOf(now + 2 * DAY_MS) }
  const { data } = useReport('traffic', period)
  const busiest = useReport('busiestVisitors', { ...period, from: dayOf(now - BUSIEST_DAYS * DAY_MS) })
  if (!data) return null
  const isEditor = mayEdit(site)
  return (
    <Stack gap="xl">
      {data.proxies.length > 0 ? (
        <Note tone="bad" title={t('proxy.title')}>
          {t('proxy.text', { addresses: format.list(data.proxies) })}
        </Note>
      ) : null}
      <Part title={t('aside.title')} text={t('aside.text', { days: format.number(data.kept_days) })}>
        <ReasonsTable site={site.id} period={period} answer={data} isEditor={isEditor} />
      </Part>
      {data.counted.length > 0 || data.rules.counted.length > 0 ? (
        <Part title={t('counted.title')} text={t('counted.text')}>
          <CountedTable site={site.id} period={period} answer={data} isEditor={isEditor} />
        </Part>
      ) : null}
      {data.days.length > 0 ? (
        <Part title={t('days.title')} text={t('days.text')}>
          <DaysTable answer={data} />
        </Part>
      ) : null}
      {data.examples.length > 0 ? (
        <Part title={t('examples.title')} text={t('examples.text')}>
          <ExamplesTable site={site.id} period={period} answer={data} isEditor={isEditor} />
        </Part>
      ) : null}
      {busiest.data && busiest.data.visitors.length > 0 ? (
        <Part title={t('busiest.title')} text={t('busiest.text')}>
          <BusiestTable
            site={site.id}
            period={period}
            visitors={busiest.data.visitors}
            keptDays={data.kept_days}
            isEditor={isEditor}
          />
        </Part>
      ) : null}
      <PlaceSource />
    </Stack>
  )
}
