import { Group, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const units = { minute: 60, hour: 3600, day: 86_400 } as const
type Unit = keyof typeof units
const longestSeconds = 366 * 86_400

const unitOf = (seconds: number): Unit =>
  seconds % units.day === 0 ? 'day' : seconds % units.hour === 0 ? 'hour' : 'minute'

/** How long after the first step the last one still counts. */
export const WindowChoice = ({ seconds, onChange }: { seconds: number; onChange: (seconds: number) => void }) => {
  const { t } = useTranslation('funnels')
  const unit = unitOf(seconds)
  const set = (amount: number, chosen: Unit) =>
    onChange(Math.min(longestSeconds, Math.max(units.minute, Math.round(amount) * units[chosen])))
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        label={t('window.label')}
        min={1}
        allowDecimal={false}
        value={Math.max(1, Math.round(seconds / units[unit]))}
        onChange={(amount) => typeof amount === 'number' && amount >= 1 && set(amount, unit)}
        w={110}
      />
      <Select
        aria-label={t('window.unit')}
        data={(Object.keys(units) as Unit[]).map((name) => ({ value: name, label: t(`window.${name}`) }))}
        value={unit}
        onChange={(chosen) => chosen && set(Math.max(1, Math.round(seconds / units[unit])), chosen)}
        allowDeselect={false}
        w={130}
      />
    </Group>
  )
}
