import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'
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
  const [open, setOpen] = useState<number | null>(null)
  const apply = (index: number) => (filter: Filter) => {
    onChange(index < filters.length ? filters.map((old, at) => (at === index ? filter : old)) : [...filters, filter])
    setOpen(null)
  }
  const editor = (index: number, filter: Filter) => (
    <Popover.Dropdown w={320} maw="calc(100vw - 24px)">
      <Suspense fallback={null}>
        <FilterEditor key={`${index} ${open}`} filter={filter} onApply={apply(index)} onCancel={() => setOpen(null)} />
      </Suspense>
    </Popover.Dropdown>
  )
  const popover = (index: number) => ({
    opened: open === index,
    onChange: (isOpen: boolean) => setOpen(isOpen ? index : null),
    trapFocus: true,
    returnFocus: true,
    position: 'bottom-start' as const,
    shadow: 'md',
  })
  return (
    <Group gap={6} wrap="wrap" onPointerEnter={() => void load()} onFocus={() => void load()}>
      {filters.map((filter, index) => (
        <Group key={JSON.stringify(filter)} gap={0} wrap="nowrap" maw="100%">
          <Popover {...popover(index)}>
            <Popover.Target>
              <Button
                variant="light"
                size="compact-md"
                mih={36}
                fz="sm"
                maw={320}
                onClick={() => setOpen(open === index ? null : index)}
                aria-label={t('filter.edit', { filter: filterText(filter) })}
                style={{ borderStartEndRadius: 0, borderEndEndRadius: 0 }}
              >
                {filterText(filter)}
              </Button>
            </Popover.Target>
            {editor(index, filter)}
          </Popover>
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
      <Popover {...popover(filters.length)}>
        <Popover.Target>
          <Button
            variant="default"
            size="compact-md"
            mih={36}
            fz="sm"
            px="sm"
            leftSection={<IconFilter size={15} />}
            onClick={() => setOpen(open === filters.length ? null : filters.length)}
            aria-label={t('filter.addFull')}
          >
            {t('filter.add')}
          </Button>
        </Popover.Target>
        {editor(filters.length, freshFilter)}
      </Popover>
    </Group>
  )
}
