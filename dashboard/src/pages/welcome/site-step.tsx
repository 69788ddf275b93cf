import { Button, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/i18n.ts'
import { meQuery, useChange, useMe } from '../../queries.ts'
import { cleanDomain } from '../../ui/checks.ts'
import { FormFailure } from '../../ui/form-failure.tsx'
import { Outside } from '../../ui/outside.tsx'
import { currencyAt, knownZone, timeZones } from '../../ui/place-defaults.ts'
import { type SiteDraft, SiteFields, siteFaults } from '../../ui/site-fields.tsx'
import { DemoOffer } from './demo-offer.tsx'
import { Steps } from './steps.tsx'

/** Names the site. Time zone, currency and language start as this browser suggests. */
export const SiteStep = () => {
  const { t } = useTranslation('welcome')
  const language = useLanguage()
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const create = useChange('createSite')
  const [wasTried, setTried] = useState(false)
  const [draft, setDraft] = useState<SiteDraft>(() => {
    const timezone = knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone, timeZones())
    return { name: '', domains: [], timezone, currency: currencyAt(timezone, language), language, preset: 'ecommerce' }
  })
  const isFirst = me?.sites.every(({ demo }) => demo) ?? true

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const ready = { ...draft, domains: draft.domains.map(cleanDomain) }
    if (siteFaults(ready)) return
    create.mutate(
      { params: {}, input: ready },
      {
        onSuccess: async ({ id }) => {
          await queries.fetchQuery({ ...meQuery, staleTime: 0 })
          await navigate({ to: '/welcome/$site', params: { site: id } })
        },
      },
    )
  }

  return (
    <Outside
      title={isFirst ? t('site.title') : t('site.another')}
      text={t('site.text')}
      maxWidth={560}
      above={<Steps steps={isFirst ? ['account', 'site', 'tag'] : ['site', 'tag']} now="site" />}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <SiteFields draft={draft} onChange={setDraft} showFaults={wasTried} isNew />
          <FormFailure error={create.error} />
          <Button type="submit" size="md" loading={create.isPending}>
            {t('site.submit')}
          </Button>
        </Stack>
      </form>
      {isFirst ? <DemoOffer /> : null}
    </Outside>
  )
}
