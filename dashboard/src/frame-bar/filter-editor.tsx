import { Autocomplete, Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'
import { useReport } from '../queries.ts'
import { filterDimensions, isComplete, opsFor, takesValues } from './filter-fields.ts'
import { FilterValues } from './filter-values.tsx'
import { useValueNames } from './value-names.ts'

const propertyPrefix = 'property:'

type PartsProperties = { filter: Filter; onChange: (filter: Filter) => void; direction?: 'row' | 'column' }

/** What, how and which values: the parts of a filter, wherever one is made. */
export const FilterParts = ({ filter, onChange }: PartsProperties) => {
  const { t } = useTranslation('frame')
  const { fieldName } = useValueNames()
  const isProperty = filter.field.startsWith(propertyPrefix)
  const names = useReport('values', { field: 'property', search: '' }, { enabled: isProperty })
  const inPlace = { withinPortal: false }
  return (
    <Stack gap="xs">
      <Select
        label={t('filter.field')}
        data={[
          ...filterDimensions.map((field) => ({ value: field as string, label: fieldName(field) })),
          { value: propertyPrefix, label: t('filter.property') },
        ]}
        value={isProperty ? propertyPrefix : filter.field}
        onChange={(field) => field && onChange({ field, op: 'is', values: [] })}
        allowDeselect={false}
        searchable
        openOnFocus={false}
        comboboxProps={inPlace}
        maxDropdownHeight={260}
      />
      {isProperty ? (
        <Autocomplete
          label={t('filter.propertyName')}
          data={(names.data?.values ?? []).map(({ value }) => value)}
          value={filter.field.slice(propertyPrefix.length)}
          onChange={(name) => onChange({ ...filter, field: `${propertyPrefix}${name}`, values: [] })}
          comboboxProps={inPlace}
        />
      ) : null}
      <Select
        label={t('filter.op')}
        data={opsFor(filter.field).map((op) => ({ value: op, label: t(`op.${op}`) }))}
        value={filter.op}
        onChange={(op) => op && onChange({ ...filter, op, values: takesValues(op) ? filter.values : [] })}
        allowDeselect={false}
        comboboxProps={inPlace}
      />
      {takesValues(filter.op) ? (
        <FilterValues
          field={filter.field}
          op={filter.op}
          values={filter.values}
          onChange={(values) => onChange({ ...filter, values })}
        />
      ) : null}
    </Stack>
  )
}

type Properties = { filter: Filter; onApply: (filter: Filter) => void; onCancel: () => void }

export const FilterEditor = ({ filter, onApply, onCancel }: Properties) => {
  const { t } = useTranslation('frame')
  const [draft, setDraft] = useState(filter)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete(draft)) onApply(draft)
      }}
    >
      <FilterParts filter={draft} onChange={setDraft} />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t('filter.cancel')}
        </Button>
        <Button type="submit" disabled={!isComplete(draft)}>
          {t('filter.apply')}
        </Button>
      </Group>
    </form>
  )
}
