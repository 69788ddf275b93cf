import { Button, Group, NumberInput, Stack, Switch } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionRules } from '../../../../../src/contract/site-rules.ts'
import { useChange } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'

type Properties = { site: string; rules: SessionRules; isEditor: boolean }

/** When one visit ends and the next begins. */
export const SessionForm = ({ site, rules, isEditor }: Properties) => {
  const { t } = useTranslation('channel-rules')
  const save = useChange('updateRules', ['rules'])
  const [sessions, setSessions] = useState(rules)
  const isSame = JSON.stringify(sessions) === JSON.stringify(rules)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ params: { site }, input: { sessions } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <NumberInput
          label={t('sessions.gap')}
          description={t('sessions.gap_text')}
          size="md"
          maw={280}
          min={1}
          max={720}
          allowDecimal={false}
          disabled={!isEditor}
          value={sessions.gap_minutes}
          onChange={(value) => setSessions({ ...sessions, gap_minutes: Number(value) || rules.gap_minutes })}
        />
        <Switch
          label={t('sessions.midnight')}
          description={t('sessions.midnight_text')}
          disabled={!isEditor}
          checked={sessions.at_midnight}
          onChange={({ currentTarget }) => setSessions({ ...sessions, at_midnight: currentTarget.checked })}
        />
        <Switch
          label={t('sessions.campaign')}
          description={t('sessions.campaign_text')}
          disabled={!isEditor}
          checked={sessions.on_campaign}
          onChange={({ currentTarget }) => setSessions({ ...sessions, on_campaign: currentTarget.checked })}
        />
        <FormFailure error={save.error} />
        {isEditor ? (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={isSame}>
              {t('save')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
