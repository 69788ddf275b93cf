import { MultiSelect, TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'
import type { Input } from '../api.ts'
import { useReport } from '../queries.ts'
import { useValueNames } from './value-names.ts'

type Properties = {
  field: string
  op: Filter['op']
  values: string[]
  onChange: (values: string[]) => void
}

/** Values that the field had lately, to choose from; what is typed can be used as it is. */
export const FilterValues = ({ field, op, values, onChange }: Properties) => {
  const { t } = useTranslation('frame')
  const { valueName } = useValueNames()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const isExact = op === 'is' || op === 'is_not'
  const isAskable = field !== '' && field !== 'property:'
  const found = useReport(
    'values',
    { field: field as Input<'values'>['field'], search },
    { enabled: isAskable && isExact },
  )
  const options = useMemo(() => {
    const known = [...values, ...(found.data?.values ?? []).map(({ value }) => value)]
    const all = typed !== '' && !known.includes(typed) ? [...known, typed] : known
    return [...new Set(all)].filter((value) => value !== '').map((value) => ({ value, label: valueName(field, value) }))
  }, [values, found.data, typed, field, valueName])
  const shared = {
    label: t('filter.values'),
    placeholder: values.length === 0 ? t('filter.valuesHint') : undefined,
    value: values,
    onChange,
    searchValue: typed,
    onSearchChange: setTyped,
    comboboxProps: { withinPortal: false },
  }
  if (!isExact) return <TagsInput {...shared} data={[]} acceptValueOnBlur />
  return (
    <MultiSelect
      {...shared}
      data={options}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('filter.valuesNone')}
      maxDropdownHeight={260}
    />
  )
}
