import { Button, Divider, Stack, Text } from '@mantine/core'
import { IconFish } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { meQuery, useChange, useMe } from '../../queries.ts'
import { FormFailure } from '../../ui/form-failure.tsx'

/** Always there while there is no data of one's own: look around with the demo shop. */
export const DemoOffer = () => {
  const { t } = useTranslation('welcome')
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const open = useChange('openDemo')
  if (!me?.demo_available) return null
  const look = () =>
    open.mutate(
      { params: {} },
      {
        onSuccess: async ({ site }) => {
          await queries.fetchQuery({ ...meQuery, staleTime: 0 })
          await navigate({ to: '/sites/$site/overview', params: { site } })
        },
      },
    )
  return (
    <Stack mt="xl" gap="sm">
      <Divider label={t('demo.or')} labelPosition="center" />
      <Button
        variant="default"
        size="md"
        leftSection={<IconFish size={20} aria-hidden />}
        loading={open.isPending}
        onClick={look}
      >
        {t('demo.look')}
      </Button>
      <Text size="sm" c="dimmed" ta="center">
        {t('demo.text')}
      </Text>
      <FormFailure error={open.error} />
    </Stack>
  )
}
