import { Group, Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Estimate } from '../../../src/contract/report.ts'
import { IntervalMark } from '../charts/index.ts'
import { useFormat } from '../ui/use-format.ts'

/** The 95 % interval beside its figure, small; heard in full. */
export const Interval = ({ low, high }: { low: number; high: number }) => {
  const { t } = useTranslation('frame')
  const format = useFormat()
  return (
    <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{format.percentRange(low, high)}</span>
      <VisuallyHidden>{t('interval.spoken', { low: format.percent(low), high: format.percent(high) })}</VisuallyHidden>
    </Text>
  )
}

type Properties = {
  estimate: Estimate | null
  /** With a picture of the interval on a scale that ends here. */
  max?: number
  color?: string
}

export const Rate = ({ estimate, max, color = 'var(--minnow-macro)' }: Properties) => {
  const format = useFormat()
  if (!estimate)
    return (
      <Text span c="dimmed">
        –
      </Text>
    )
  return (
    <Group component="span" display="inline-flex" gap={8} wrap="nowrap" justify="flex-end">
      {max === undefined ? null : <IntervalMark estimate={estimate} max={max} color={color} />}
      <span style={{ display: 'inline-flex', flexDirection: 'column', alignItems: 'flex-end', lineHeight: 1.3 }}>
        <span>{format.percent(estimate.value)}</span>
        <Interval low={estimate.low} high={estimate.high} />
      </span>
    </Group>
  )
}
