import { Group, NativeSelect, Tabs, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useValueNames } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { furtherDimensions, tabs } from './channels-search.ts'

const propertyChoice = 'property:'
type Properties = { by: string; onChange: (by: string) => void }

/** A property by name; those seen lately are offered, and taken as soon as they are chosen. */
const PropertyChoice = ({ by, onChange }: Properties) => {
  const { t } = useTranslation('channels')
  const list = useId()
  const found = useReport('values', { field: 'property', search: '' })
  const names = (found.data?.values ?? []).map(({ value }) => value)
  const [name, setName] = useState(by.slice(propertyChoice.length))
  const choose = (chosen: string) => chosen !== '' && onChange(`${propertyChoice}${chosen}`)
  return (
    <>
      <TextInput
        aria-label={t('property')}
        placeholder={t('property')}
        list={list}
        value={name}
        onChange={({ currentTarget: { value } }) => {
          setName(value)
          if (names.includes(value)) choose(value)
        }}
        onBlur={() => choose(name)}
        onKeyDown={(event) => event.key === 'Enter' && choose(name)}
        w={{ base: '100%', sm: 220 }}
      />
      <datalist id={list}>
        {names.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  )
}

/** What the people are told apart by: the usual ways as tabs, all others in a list. */
export const DimensionTabs = ({ by, onChange }: Properties) => {
  const { t } = useTranslation('channels')
  const { fieldName } = useValueNames()
  const [isProperty, setIsProperty] = useState(by.startsWith(propertyChoice))
  const isTab = (tabs as readonly string[]).includes(by)
  const choose = (field: string) => {
    setIsProperty(field === propertyChoice)
    if (field !== '' && field !== propertyChoice) onChange(field)
  }
  const options = (fields: readonly string[]) => [
    ...fields.map((field) => ({ value: field, label: fieldName(field) })),
    { value: propertyChoice, label: t('property') },
  ]
  return (
    <Group gap="xs" mb="md">
      <Tabs value={isProperty || !isTab ? null : by} onChange={(tab) => tab && choose(tab)} visibleFrom="sm">
        <Tabs.List aria-label={t('by')}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {fieldName(tab)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <NativeSelect
        hiddenFrom="sm"
        aria-label={t('by')}
        data={options([...tabs, ...furtherDimensions])}
        value={isProperty ? propertyChoice : by}
        onChange={(event) => choose(event.currentTarget.value)}
        w="100%"
      />
      <NativeSelect
        visibleFrom="sm"
        aria-label={t('furtherWays')}
        data={[{ value: '', label: t('furtherWays'), disabled: true }, ...options(furtherDimensions)]}
        value={isProperty ? propertyChoice : isTab ? '' : by}
        onChange={(event) => choose(event.currentTarget.value)}
        w={190}
      />
      {isProperty ? <PropertyChoice by={by} onChange={onChange} /> : null}
    </Group>
  )
}
