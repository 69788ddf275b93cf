import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Whose data told the places: to be said wherever places are shown (CC BY 4.0). */
export const PlaceSource = () => {
  const { t } = useTranslation('shell')
  return (
    <Text size="xs" c="dimmed">
      {t('places_by')} <Anchor href="https://db-ip.com/">IP Geolocation by DB-IP</Anchor>
    </Text>
  )
}

export const isPlace = (field: string): boolean => ['country', 'region', 'city'].includes(field)
