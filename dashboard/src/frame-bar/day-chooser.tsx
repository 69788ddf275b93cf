import { Button, Group } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import { addDays } from './local-day.ts'
import { customPeriod, type PeriodChoice, rangeOf } from './period.ts'

type Properties = { value: PeriodChoice; today: string; onChange: (period: PeriodChoice) => void }

const utcDate = (day: string): Date => new Date(`${day.slice(0, 10)}T12:00:00Z`)

export const DayChooser = ({ value, today, onChange }: Properties) => {
  const { t } = useTranslation('frame')
  const { locale } = useFormat()
  const range = rangeOf(value, today)
  const [days, setDays] = useState<[string | null, string | null]>([range.from, addDays(range.to, -1)])
  const [first, last] = days
  const text = (options: Intl.DateTimeFormatOptions) => (day: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(utcDate(day))
  return (
    <div>
      <DatePicker
        type="range"
        allowSingleDateInRange
        value={days}
        onChange={setDays}
        maxDate={today}
        defaultDate={days[1] ?? today}
        monthLabelFormat={text({ month: 'long', year: 'numeric' })}
        weekdayFormat={text({ weekday: 'narrow' })}
        ariaLabels={{
          monthLevelControl: t('period.custom'),
          yearLevelControl: t('period.custom'),
          nextMonth: t('period.nextMonth'),
          previousMonth: t('period.previousMonth'),
        }}
        maxLevel="month"
        getDayProps={(day) => ({ 'aria-label': text({ dateStyle: 'full' })(day) })}
      />
      <Group justify="flex-end" mt="xs">
        <Button
          size="compact-md"
          mih={36}
          disabled={first === null || last === null}
          onClick={() => first !== null && last !== null && onChange(customPeriod(first, last))}
        >
          {t('period.apply')}
        </Button>
      </Group>
    </div>
  )
}
