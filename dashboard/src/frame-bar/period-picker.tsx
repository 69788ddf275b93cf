import { Box, Button, Divider, Group, Stack, UnstyledButton } from '@mantine/core'
import { IconCalendar, IconCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drop } from '../ui/drop.tsx'
import { useDayText } from './day-text.ts'
import { addDays } from './local-day.ts'
import { isPreset, type PeriodChoice, periodPresets, rangeOf } from './period.ts'

// The calendar is loaded when somebody chooses days of their own.
const DayChooser = lazy(() => import('./day-chooser.tsx').then((module) => ({ default: module.DayChooser })))

type Properties = { value: PeriodChoice; today: string; onChange: (period: PeriodChoice) => void }

export const usePeriodText = () => {
  const { t } = useTranslation('frame')
  const dayRange = useDayText()
  return (choice: PeriodChoice, today: string): string => {
    if (isPreset(choice)) return t(`period.${choice}`)
    const { from, to } = rangeOf(choice, today)
    return dayRange(from, addDays(to, -1))
  }
}

/** The presets as a list, and days of one's own; used in the popover of the bar and in the sheet of a phone. */
export const PeriodChoices = ({ value, today, onChange }: Properties) => {
  const { t } = useTranslation('frame')
  const [isChoosing, setIsChoosing] = useState(!isPreset(value))
  return (
    <Stack gap={2}>
      {periodPresets.map((preset) => (
        <UnstyledButton
          key={preset}
          px="sm"
          mih={40}
          fz="sm"
          aria-pressed={preset === value}
          onClick={() => onChange(preset)}
          className="minnow-choice"
        >
          <Group justify="space-between" wrap="nowrap" gap="xs">
            {t(`period.${preset}`)}
            {preset === value ? <IconCheck size={16} aria-hidden /> : null}
          </Group>
        </UnstyledButton>
      ))}
      <Divider my={4} />
      {isChoosing ? (
        <Suspense fallback={null}>
          <DayChooser value={value} today={today} onChange={onChange} />
        </Suspense>
      ) : (
        <UnstyledButton px="sm" mih={40} fz="sm" onClick={() => setIsChoosing(true)} className="minnow-choice">
          {t('period.custom')}…
        </UnstyledButton>
      )}
    </Stack>
  )
}

export const PeriodPicker = ({ value, today, onChange }: Properties) => {
  const { t } = useTranslation('frame')
  const periodText = usePeriodText()
  return (
    <Drop
      label={t('period.label')}
      trigger={(open) => (
        <Button
          {...open}
          variant="default"
          size="compact-md"
          mih={36}
          fz="sm"
          px="sm"
          leftSection={<IconCalendar size={15} />}
          aria-label={`${t('period.label')}: ${periodText(value, today)}`}
        >
          {periodText(value, today)}
        </Button>
      )}
    >
      {(close) => (
        <Box miw={220} mah="80vh" style={{ overflowY: 'auto' }}>
          <PeriodChoices
            value={value}
            today={today}
            onChange={(period) => {
              onChange(period)
              close()
            }}
          />
        </Box>
      )}
    </Drop>
  )
}
