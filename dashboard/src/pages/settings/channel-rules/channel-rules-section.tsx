import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayEdit, useReport, useSite } from '../../../queries.ts'
import { Part } from '../part.tsx'
import { PassThroughForm } from './pass-through-form.tsx'
import { RulesForm } from './rules-form.tsx'
import { SessionForm } from './session-form.tsx'

/** How the site wants its visits told apart, and what it calls where they come from. */
export const ChannelRulesSection = () => {
  const { t } = useTranslation('channel-rules')
  const site = useSite()
  const { data } = useReport('rules')
  if (!data) return null
  const isEditor = mayEdit(site)
  return (
    <Stack gap="xl">
      <Part title={t('rules.title')} text={t('rules.text')}>
        <RulesForm key={JSON.stringify(data.channels)} site={site.id} rules={data.channels} isEditor={isEditor} />
      </Part>
      <Part title={t('sessions.title')} text={t('sessions.text')}>
        <SessionForm key={JSON.stringify(data.sessions)} site={site.id} rules={data.sessions} isEditor={isEditor} />
      </Part>
      <Part title={t('pass.title')} text={t('pass.text')}>
        <PassThroughForm
          key={JSON.stringify(data.pass_through)}
          site={site.id}
          sites={data.pass_through}
          isEditor={isEditor}
        />
      </Part>
    </Stack>
  )
}
