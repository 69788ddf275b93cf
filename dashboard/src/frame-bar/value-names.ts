import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../src/contract/report.ts'

const displayName = (language: string, type: 'region' | 'language', value: string): string => {
  try {
    return new Intl.DisplayNames([language], { type, fallback: 'code' }).of(value) ?? value
  } catch {
    return value
  }
}

/** Keys as reports give them ("Organic Search", "VN", "mobile") in the reader's language. Names of the site's own stay. */
export const useValueNames = () => {
  const { t, i18n } = useTranslation('frame')
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
          return displayName(i18n.language, 'region', value)
        case 'language':
          return displayName(i18n.language, 'language', value)
        default:
          return value
      }
    },
    [t, i18n.language],
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
