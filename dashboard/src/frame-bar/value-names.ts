import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'
import { useFormat } from '../ui/use-format.ts'

/** Keys as reports give them ("Organic Search", "VN", "mobile") in the reader's language. Names of the site's own stay. */
export const useValueNames = () => {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const valueName = useCallback(
    (field: string, value: string): string => {
      if (value === '') return t('value.empty')
      switch (field) {
        case 'channel':
          return t(`channel.${value}`, { defaultValue: value })
        case 'device':
          return t(`device.${value}`, { defaultValue: value })
        case 'event':
          return t(`event.${value}`, { defaultValue: value })
        case 'country':
          return format.country(value)
        case 'language':
          return format.languageName(value)
        default:
          return value
      }
    },
    [t, format],
  )
  const fieldName = useCallback(
    (field: string): string =>
      field.startsWith('property:')
        ? field.slice('property:'.length)
        : t(`dimension.${field}`, { defaultValue: field }),
    [t],
  )
  const filterText = useCallback(
    (filter: Filter): string =>
      [
        fieldName(filter.field),
        t(`op.${filter.op}`),
        filter.values.map((value) => valueName(filter.field, value)).join(` ${t('filter.or')} `),
      ]
        .filter((part) => part !== '')
        .join(' '),
    [t, fieldName, valueName],
  )
  return { valueName, fieldName, filterText }
}
