import { Autocomplete, Group, Select, Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useValueNames } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { furtherDimensions, tabs } from './channels-search.ts'

const propertyChoice = 'property:'
type Properties = { by: string; onChange: (by: string) => void }

const PropertyChoice = ({ by, onChange }: Properties) => {
  const { t } = useTranslation('channels')
  const names = useReport('values', { field: 'property', search: '' })
  const [name, setName] = useState(by.slice(propertyChoice.length))
  const choose = (chosen: string) => chosen !== '' && onChange(`${propertyChoice}${chosen}`)
  return (
    <Autocomplete
      aria-label={t('property')}
      placeholder={t('property')}
      data={(names.data?.values ?? []).map(({ value }) => value)}
      value={name}
      onChange={setName}
      onOptionSubmit={choose}
      onBlur={() => choose(name)}
      onKeyDown={(event) => event.key === 'Enter' && choose(name)}
      w={220}
    />
  )
}

/** What the people are told apart by: the usual ways as tabs, all others in a list. */
export const DimensionTabs = ({ by, onChange }: Properties) => {
  const { t } = useTranslation('channels')
  const { fieldName } = useValueNames()
  const [isProperty, setIsProperty] = useState(by.startsWith(propertyChoice))
  const isTab = (tabs as readonly string[]).includes(by)
  const further = isProperty ? propertyChoice : isTab ? null : by
  return (
    <Group gap="xs" mb="md">
      <Tabs
        value={isProperty || !isTab ? null : by}
        onChange={(tab) => {
          if (!tab) return
          setIsProperty(false)
          onChange(tab)
        }}
        visibleFrom="sm"
      >
        <Tabs.List aria-label={t('by')}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {fieldName(tab)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Select
        hiddenFrom="sm"
        aria-label={t('by')}
        data={[
          ...[...tabs, ...furtherDimensions].map((field) => ({ value: field as string, label: fieldName(field) })),
          { value: propertyChoice, label: t('property') },
        ]}
        value={isProperty ? propertyChoice : by}
        onChange={(field) => {
          setIsProperty(field === propertyChoice)
          if (field && field !== propertyChoice) onChange(field)
        }}
        allowDeselect={false}
        w="100%"
      />
      <Select
        visibleFrom="sm"
        aria-label={t('furtherWays')}
        placeholder={t('furtherWays')}
        data={[
          ...furtherDimensions.map((field) => ({ value: field as string, label: fieldName(field) })),
          { value: propertyChoice, label: t('property') },
        ]}
        value={further}
        onChange={(field) => {
          setIsProperty(field === propertyChoice)
          if (field && field !== propertyChoice) onChange(field)
        }}
        allowDeselect={false}
        w={190}
      />
      {isProperty ? <PropertyChoice by={by} onChange={onChange} /> : null}
    </Group>
  )
}
