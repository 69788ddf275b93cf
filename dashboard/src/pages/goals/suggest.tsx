import { Autocomplete, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Input } from '../../api.ts'
import { useReport } from '../../queries.ts'
import { useFormat } from '../../ui/use-format.ts'

type Properties = {
  label: string
  placeholder?: string
  field: Input<'values'>['field']
  value: string
  onChange: (value: string) => void
  /** What people call it, beside what it is stored as. */
  nameOf?: (value: string) => string
}

/** A text with the values seen lately offered below it. */
export const Suggest = ({ label, placeholder, field, value, onChange, nameOf }: Properties) => {
  const format = useFormat()
  const [search] = useDebouncedValue(value, 200)
  const found = useReport('values', { field, search })
  const counts = new Map(found.data?.values.map((item) => [item.value, item.events]) ?? [])
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      data={[...counts.keys()].filter((option) => option !== '')}
      value={value}
      onChange={onChange}
      limit={50}
      maxDropdownHeight={260}
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: true }}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="xs" wrap="nowrap" w="100%">
          <span style={{ overflowWrap: 'anywhere' }}>
            {option.value}
            {nameOf && nameOf(option.value) !== option.value ? (
              <Text span size="xs" c="dimmed">
                {' '}
                {nameOf(option.value)}
              </Text>
            ) : null}
          </span>
          <Text span size="xs" c="dimmed">
            {format.compact(counts.get(option.value) ?? 0)}
          </Text>
        </Group>
      )}
    />
  )
}
