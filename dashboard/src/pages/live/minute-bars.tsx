import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './live.module.css'

type Minute = { start: number; people: number; events: number }

/** People in each of the last thirty minutes; the running minute is paler, since it is not over. */
export const MinuteBars = ({ minutes, now }: { minutes: readonly Minute[]; now: number }) => {
  const { t } = useTranslation('live')
  const format = useFormat()
  const most = Math.max(1, ...minutes.map(({ people }) => people))
  const last = minutes.at(-1)
  return (
    <figure className={styles.minutes}>
      <div className={styles.bars} role="img" aria-label={t('minutes_described', { count: minutes.length, most })}>
        {minutes.map(({ start, people }) => (
          <span
            key={start}
            className={styles.bar}
            data-empty={people === 0 || undefined}
            data-running={start === last?.start || undefined}
            style={{ height: `${Math.max(2, (100 * people) / most)}%` }}
            title={`${format.time(start)} · ${t('person', { count: people })}`}
          />
        ))}
      </div>
      <figcaption className={styles.axis}>
        <span>{minutes[0] ? format.time(minutes[0].start) : null}</span>
        <span>{t('most', { count: most })}</span>
        <span>{format.time(now)}</span>
      </figcaption>
    </figure>
  )
}
