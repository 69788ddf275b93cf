import { ActionIcon, Button, Group } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'
import { Drop } from '../ui/drop.tsx'
import { useValueNames } from './value-names.ts'

// Fetched when the pointer or the focus comes near, so that it is there when a filter is opened.
const load = () => import('./filter-editor.tsx').then(({ FilterEditor }) => ({ default: FilterEditor }))
const FilterEditor = lazy(load)

type Properties = { filters: readonly Filter[]; onChange: (filters: Filter[]) => void }

const freshFilter: Filter = { field: 'channel', op: 'is', values: [] }

/** The filters as chips; each opens to be changed. */
export const Filters = ({ filters, onChange }: Properties) => {
  const { t } = useTranslation('frame')
  const { filterText } = useValueNames()
  const apply = (index: number, filter: Filter) =>
    onChange(index < filters.length ? filters.map((old, at) => (at === index ? filter : old)) : [...filters, filter])
  const editor = (index: number, filter: Filter) => (close: () => void) => (
    <Suspense fallback={null}>
      <FilterEditor
        filter={filter}
        onApply={(changed) => {
          apply(index, changed)
          close()
        }}
        onCancel={close}
      />
    </Suspense>
  )
  return (
    <Group gap={6} wrap="wrap" onPointerEnter={() => void load()} onFocus={() => void load()}>
      {filters.map((filter, index) => (
        <Group key={JSON.stringify(filter)} gap={0} wrap="nowrap" maw="100%">
          <Drop
            label={t('filter.edit', { filter: filterText(filter) })}
            width={320}
            trigger={(open) => (
              <Button
                {...open}
                variant="light"
                size="compact-md"
                mih={36}
                fz="sm"
                maw={320}
                aria-label={t('filter.edit', { filter: filterText(filter) })}
                style={{ borderStartEndRadius: 0, borderEndEndRadius: 0 }}
              >
                {filterText(filter)}
              </Button>
            )}
          >
            {editor(index, filter)}
          </Drop>
          <ActionIcon
            variant="light"
            size={36}
            onClick={() => onChange(filters.filter((_, at) => at !== index))}
            aria-label={t('filter.remove', { filter: filterText(filter) })}
            style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {filters.length > 1 ? (
        <Button variant="subtle" size="compact-md" mih={36} fz="sm" onClick={() => onChange([])}>
          {t('filter.clear')}
        </Button>
      ) : null}
      <Drop
        label={t('filter.addFull')}
        width={320}
        trigger={(open) => (
          <Button
            {...open}
            variant="default"
            size="compact-md"
            mih={36}
            fz="sm"
            px="sm"
            leftSection={<IconFilter size={15} />}
            aria-label={t('filter.addFull')}
          >
            {t('filter.add')}
          </Button>
        )}
      >
        {editor(filters.length, freshFilter)}
      </Drop>
    </Group>
  )
}
