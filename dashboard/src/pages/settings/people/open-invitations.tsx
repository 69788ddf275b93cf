import { Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../../../src/contract/account.ts'
import { call } from '../../../api.ts'
import { useSite } from '../../../queries.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { useFormat } from '../../../ui/use-format.ts'

/** Links that were made and not used yet; each can be withdrawn. */
export const OpenInvitations = ({ invitations }: { invitations: readonly Invitation[] }) => {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const site = useSite()
  const queries = useQueryClient()
  if (invitations.length === 0) return null
  const withdraw = async (invitation: string) => {
    await call('removeInvitation', { params: { site: site.id, invitation } })
    await queries.invalidateQueries({ queryKey: ['members'] })
  }
  return (
    <Stack gap="xs">
      <Title order={2} fz="md">
        {t('people.open')}
      </Title>
      {invitations.map(({ id, note, role, expires }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <Text size="sm">
            <Text span fw={600} size="sm">
              {note || t('people.no_note')}
            </Text>{' '}
            · {t(`role.${role}`)} · {t('people.until', { day: format.dayAndYear(expires) })}
          </Text>
          <ConfirmButton
            label={t('people.withdraw')}
            title={t('people.withdraw_confirm')}
            text={t('people.withdraw_text')}
            onConfirm={() => withdraw(id)}
            buttonProps={{ size: 'compact-sm', mih: 36, style: { flex: 'none' } }}
          />
        </Group>
      ))}
    </Stack>
  )
}
