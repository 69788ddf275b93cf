import { Group, Text } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Change } from '../../../src/contract/report.ts'
import { useFormat } from '../ui/use-format.ts'

/** Against the comparison: coloured only when it is more than chance. */
export const ChangeMark = ({ change, size = 'sm' }: { change: Change | null | undefined; size?: 'xs' | 'sm' }) => {
  const { t } = useTranslation('frame')
  const format = useFormat()
  if (!change) return null
  if (change.relative === null)
    return (
      <Text span size={size} c="dimmed">
        {t('change.new')}
      </Text>
    )
  if (!change.certain || change.relative === 0)
    return (
      <Text span size={size} c="dimmed">
        {t('change.unclear')}
      </Text>
    )
  const isUp = change.relative > 0
  const Arrow = isUp ? IconArrowUpRight : IconArrowDownRight
  return (
    <Group
      component="span"
      display="inline-flex"
      gap={2}
      wrap="nowrap"
      c={isUp ? 'var(--minnow-good)' : 'var(--minnow-bad)'}
    >
      <Arrow size={16} aria-hidden />
      <Text span size={size} fw={600}>
        {format.change(change.relative)}
      </Text>
    </Group>
  )
}
