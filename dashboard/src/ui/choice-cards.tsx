import { Radio, Stack, Text } from '@mantine/core'
import styles from './choice-cards.module.css'

type Choice<V extends string> = { value: V; title: string; text: string }
type Properties<V extends string> = {
  label: string
  choices: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
  disabled?: boolean
}

/** A few choices that each need a sentence. */
export const ChoiceCards = <V extends string>({ label, choices, value, onChange, disabled }: Properties<V>) => (
  <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen as V)} size="md">
    <Stack gap="xs" mt={6}>
      {choices.map((choice) => (
        <Radio.Card key={choice.value} value={choice.value} className={styles.card} disabled={disabled}>
          <Radio.Indicator />
          <div>
            <Text fw={600} size="sm">
              {choice.title}
            </Text>
            <Text size="sm" c="dimmed">
              {choice.text}
            </Text>
          </div>
        </Radio.Card>
      ))}
    </Stack>
  </Radio.Group>
)
