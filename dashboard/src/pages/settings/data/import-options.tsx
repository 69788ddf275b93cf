import { Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dateOrders, type ImportKind, type Upload } from '../../../../../src/contract/imports.ts'
import type { Input } from '../../../api.ts'

export type Options = NonNullable<Input<'importUpload'>['options']>

/** Fields that a column is chosen for, where the file is not one that is known. */
const mapped = ['time', 'name', 'visitor', 'url', 'value', 'currency', 'transaction_id', 'user'] as const
const withDays: readonly ImportKind[] = ['search_words', 'posts', 'costs']

/** Written by people or tills, in the way of their country. */
const withDates: readonly ImportKind[] = ['offline', ...withDays]

type Properties = { upload: Upload; kind: ImportKind; options: Options; onChange: (options: Options) => void }

const without = (pairs: Record<string, string>, key: string): Record<string, string> =>
  Object.fromEntries(Object.entries(pairs).filter(([name]) => name !== key))

/** What the file does not say of itself. */
export const ImportOptions = ({ upload, kind, options, onChange }: Properties) => {
  const { t } = useTranslation('imports')
  const { map = {}, set = {} } = options
  const text = (field: 'from' | 'to' | 'host' | 'network' | 'account', type: 'text' | 'date') => (
    <TextInput
      key={field}
      type={type}
      label={t(`option.${field}`)}
      value={options[field] ?? ''}
      onChange={({ currentTarget }) => onChange({ ...options, [field]: currentTarget.value || undefined })}
    />
  )
  const dates = (
    <NativeSelect
      label={t('option.dates')}
      value={options.dates ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...options, dates: dateOrders.find((order) => order === value) })
      }
      data={[
        { value: '', label: t('dates.sure') },
        ...dateOrders.map((order) => ({ value: order, label: t(`dates.${order}`) })),
      ]}
    />
  )
  if (kind === 'events')
    return (
      <>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {mapped.map((field) => (
            <NativeSelect
              key={field}
              label={t(`field.${field}`)}
              value={map[field] ?? (upload.columns.includes(field) ? field : '')}
              onChange={({ currentTarget: { value } }) =>
                onChange({ ...options, map: value === '' ? without(map, field) : { ...map, [field]: value } })
              }
              data={[{ value: '', label: t('noColumn') }, ...upload.columns]}
            />
          ))}
        </SimpleGrid>
        <Group align="end">
          <TextInput
            label={t('option.name')}
            description={t('option.nameText')}
            value={set.name ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...options, set: value === '' ? without(set, 'name') : { ...set, name: value } })
            }
          />
          {dates}
        </Group>
      </>
    )
  return (
    <Group align="end">
      {withDays.includes(kind) ? [text('from', 'date'), text('to', 'date')] : null}
      {kind === 'access_log' ? text('host', 'text') : null}
      {kind === 'posts' ? [text('network', 'text'), text('account', 'text')] : null}
      {withDates.includes(kind) ? dates : null}
    </Group>
  )
}
