import { Button, Group, Stack, TagsInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'

type Properties = { site: string; sites: readonly string[]; isEditor: boolean }

/** Where buyers go to pay or sign in, and come back from. */
export const PassThroughForm = ({ site, sites, isEditor }: Properties) => {
  const { t } = useTranslation('channel-rules')
  const save = useChange('updateRules', ['rules'])
  const [hosts, setHosts] = useState([...sites])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ params: { site }, input: { pass_through: hosts } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TagsInput
          label={t('pass.hosts')}
          placeholder={hosts.length === 0 ? 'pay.bank.example' : ''}
          size="md"
          maxTags={100}
          disabled={!isEditor}
          value={hosts}
          onChange={setHosts}
        />
        <FormFailure error={save.error} />
        {isEditor ? (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={hosts.join(' ') === sites.join(' ')}>
              {t('save')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
