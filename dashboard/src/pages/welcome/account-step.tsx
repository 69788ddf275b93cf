import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/i18n.ts'
import { useChange } from '../../queries.ts'
import { AccountForm } from '../../ui/account-form.tsx'
import { Outside } from '../../ui/outside.tsx'
import { DemoOffer } from './demo-offer.tsx'
import { Steps } from './steps.tsx'

/** The owner's account; the answer signs them in, and the page goes on by itself. */
export const AccountStep = () => {
  const { t } = useTranslation('welcome')
  const language = useLanguage()
  const queries = useQueryClient()
  const create = useChange('createOwner')
  return (
    <Outside
      title={t('account.title')}
      text={t('account.text')}
      above={<Steps steps={['account', 'site', 'tag']} now="account" />}
    >
      <AccountForm
        submitLabel={t('account.submit')}
        isBusy={create.isPending}
        error={create.error}
        onSubmit={(account) =>
          create.mutate(
            { params: {}, input: { ...account, language } },
            { onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }) },
          )
        }
      />
      <DemoOffer />
    </Outside>
  )
}
