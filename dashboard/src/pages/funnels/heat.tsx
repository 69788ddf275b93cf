import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Estimate, FunnelAnswer } from '../../../../src/contract/report.ts'
import { addDays } from '../../frame-bar/index.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './heat.module.css'
import { stepRate } from './step-rate.ts'
import { isSurelyBelow } from './surely-below.ts'

export type HeatRow = { key: string; name: string; days: FunnelAnswer['days']; overall: Estimate | null }

type Properties = {
  name: string
  rows: readonly HeatRow[]
  labels: readonly string[]
  step: number | undefined
  /** The site's today: it is not over yet, and those of yesterday may still go on. */
  today: string
}

/** Fewer than these say little about a day. */
const fewest = 5
/** How strong the fullest colour is, in per cent. */
const strongest = 45

/** A rate for each day and row; what is surely below the row's own average stands out, by sign and by colour. */
export const Heat = ({ name, rows, labels, step, today }: Properties) => {
  const { t } = useTranslation('funnels')
  const format = useFormat()
  const scroller = useRef<HTMLElement>(null)
  const count = labels.length * rows.length
  useEffect(() => {
    // The newest days are at the right end.
    if (scroller.current && count > 0) scroller.current.scrollLeft = scroller.current.scrollWidth
  }, [count])
  const yesterday = addDays(today, -1)
  const highest = Math.max(0.001, ...rows.map(({ overall }) => overall?.value ?? 0)) * 1.5
  const cell = (row: HeatRow, label: string) => {
    const day = row.days.find((found) => found.label === label)
    const { estimate, of } = stepRate(day?.steps ?? [], step)
    const isUnfinished = label === today || (label === yesterday && (day?.open ?? 0) > 0)
    if (!estimate || of === 0)
      return (
        <td key={label} className={`${styles.cell} ${styles.few}`}>
          ·
        </td>
      )
    const isLow =
      !isUnfinished && row.overall !== null && isSurelyBelow(Math.round(estimate.value * of), of, row.overall.value)
    const strength = Math.round(Math.min(1, estimate.value / highest) * strongest)
    const className = [
      styles.cell,
      isLow ? styles.low : '',
      isUnfinished ? styles.unfinished : '',
      of < fewest ? styles.few : '',
    ]
    return (
      <td
        key={label}
        className={className.filter(Boolean).join(' ')}
        style={
          isLow || of < fewest
            ? undefined
            : { background: `color-mix(in srgb, var(--minnow-macro) ${strength}%, transparent)` }
        }
        title={t('heat.cell', {
          day: format.localDay(label),
          percent: format.percent(estimate.value),
          range: format.percentRange(estimate.low, estimate.high),
          of: format.number(of),
        })}
      >
        {isLow ? '▼' : ''}
        {format.percent(estimate.value)}
      </td>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scroller} className={styles.scroller} aria-label={name} tabIndex={0}>
      <table className={styles.heat}>
        <thead>
          <tr>
            <th scope="col">{t('heat.group')}</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {format.localDay(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.name}>
                {row.name}
              </th>
              {labels.map((label) => cell(row, label))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
