import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { meQuery, useAsk, useChange, useMe } from '../../queries.ts'
import { AccountForm, type NewAccount } from '../../ui/account-form.tsx'
import { FormFailure } from '../../ui/form-failure.tsx'
import { Outside } from '../../ui/outside.tsx'
import { QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** An invitation opened: whoever is signed in joins with a click, others make an account or sign in. */
export const InvitationPage = () => {
  const { t } = useTranslation('invitation')
  const { token } = useParams({ from: '/invitations/$token' })
  const offer = useAsk('invitation', { params: { token } })
  const format = useFormat()
  const user = useMe()?.user
  const queries = useQueryClient()
  const navigate = useNavigate()
  const accept = useChange('acceptInvitation')
  const join = (account: Partial<NewAccount>) =>
    accept.mutate(
      { params: { token }, input: account },
      {
        onSuccess: async ({ site }) => {
          await queries.fetchQuery({ ...meQuery, staleTime: 0 })
          await navigate({ to: '/sites/$site/overview', params: { site } })
        },
      },
    )
  return (
    <Outside title={offer.data ? t('title', { site: offer.data.site_name }) : t('title_plain')}>
      <QueryView query={offer}>
        {({ role, expires }) => (
          <Stack>
            <Text c="dimmed">
              {t(`role.${role}`)} {t('expires', { day: format.dayAndYear(expires) })}
            </Text>
            {user ? (
              <>
                <Text>{t('as', { name: user.name, email: user.email })}</Text>
                <FormFailure error={accept.error} />
                <Button size="md" loading={accept.isPending} onClick={() => join({})}>
                  {t('join')}
                </Button>
              </>
            ) : (
              <>
                <AccountForm
                  submitLabel={t('join')}
                  isBusy={accept.isPending}
                  error={accept.error}
                  onSubmit={(account) => join(account)}
                />
                <Text size="sm">
                  {t('have_account')}{' '}
                  <Anchor
                    component={Link}
                    to="/sign-in"
                    search={{ next: `/invitations/${encodeURIComponent(token)}` } as never}
                    size="sm"
                  >
                    {t('sign_in')}
                  </Anchor>
                </Text>
              </>
            )}
          </Stack>
        )}
      </QueryView>
    </Outside>
  )
}
