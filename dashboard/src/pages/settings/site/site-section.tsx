import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api.ts'
import { mayEdit, meQuery, useChange, useSite } from '../../../queries.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { say } from '../../../ui/say.ts'
import { type SiteDraft, SiteFields, siteFaults } from '../../../ui/site-fields.tsx'

export const SiteSection = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const queries = useQueryClient()
  const update = useChange('updateSite')
  const { name, domains, timezone, currency, language, preset } = site
  const [draft, setDraft] = useState<SiteDraft>({ name, domains, timezone, currency, language, preset })
  const [wasTried, setTried] = useState(false)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (siteFaults(draft)) return
    update.mutate(
      { params: { site: site.id }, input: draft },
      {
        onSuccess: async () => {
          // Days, money and goals of every report may have changed with it.
          await queries.invalidateQueries()
          say(t('site.saved'))
        },
      },
    )
  }

  return (
    <Stack gap="xl">
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!mayEdit(site)} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Stack>
            <SiteFields draft={draft} onChange={setDraft} showFaults={wasTried} />
            <FormFailure error={update.error} />
            {mayEdit(site) ? (
              <Group>
                <Button type="submit" loading={update.isPending}>
                  {t('site.save')}
                </Button>
              </Group>
            ) : (
              <Text c="dimmed">{t('site.read_only')}</Text>
            )}
          </Stack>
        </fieldset>
      </form>
      {site.role === 'owner' ? <Removal /> : null}
    </Stack>
  )
}

const Removal = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await call('removeSite', { params: { site: site.id } })
    await navigate({ to: '/welcome' })
    await queries.fetchQuery({ ...meQuery, staleTime: 0 })
    await navigate({ to: '/' })
  }
  return (
    <Card>
      <Title order={2} fz="md" mb={4}>
        {t('site.remove_title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t('site.remove_text')}
      </Text>
      <ConfirmButton
        label={t('site.remove')}
        title={t('site.remove_confirm', { site: site.name })}
        text={t('site.remove_text')}
        typed={site.name}
        onConfirm={remove}
      />
    </Card>
  )
}
