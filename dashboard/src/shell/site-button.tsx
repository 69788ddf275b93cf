import { Button, type ButtonProps, Text } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSite } from '../queries.ts'

export const SiteButton = (properties: ButtonProps & ComponentPropsWithRef<'button'>) => {
  const { t } = useTranslation('shell')
  const site = useSite()
  return (
    <Button
      aria-haspopup="menu"
      {...properties}
      variant="default"
      h={40}
      px="sm"
      maw={{ base: 150, sm: 240 }}
      rightSection={<IconSelector size={16} aria-hidden />}
      aria-label={t('site.switch', { site: site.name })}
    >
      <Text truncate fw={600} size="sm">
        {site.name}
      </Text>
    </Button>
  )
}
