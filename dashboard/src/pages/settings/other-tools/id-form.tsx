import { Button, Checkbox, Group, NativeSelect, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tool } from '../../../../../src/contract/other-tools.ts'
import { useChange, useSite } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'

/** Each with the form of its ids. */
const examples: Record<Tool, string> = {
  segment: 'writeKey',
  ga4: 'G-ABC123DEF4',
  plausible: 'shop.example',
  umami: '94db1cb1-74f4-4a40-ad6c-962362670409',
  matomo: '1',
  posthog: 'phc_…',
}
const tools = Object.keys(examples) as Tool[]
/** Tools whose servers prove themselves by a secret of their own. */
const withSecret: readonly Tool[] = ['ga4', 'matomo']
const shortestSecret = 8

export const IdForm = () => {
  const { t } = useTranslation('other-tools')
  const site = useSite()
  const add = useChange('addOtherId', ['otherTools'])
  const [tool, setTool] = useState<Tool>('matomo')
  const [value, setValue] = useState('')
  const [servers, setServers] = useState(false)
  const [secret, setSecret] = useState('')
  const hasSecret = withSecret.includes(tool)
  const isShort = hasSecret && secret !== '' && secret.trim().length < shortestSecret
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const proof = hasSecret && secret !== '' ? { secret: secret.trim() } : {}
    const input = { tool, value: value.trim(), servers: servers && !hasSecret, ...proof }
    const onSuccess = () => {
      setValue('')
      setSecret('')
    }
    add.mutate({ params: { site: site.id }, input }, { onSuccess })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label={t('ids.tool')}
            size="md"
            value={tool}
            onChange={({ currentTarget }) => setTool(tools.find((one) => one === currentTarget.value) ?? 'matomo')}
            data={tools.map((one) => ({ value: one, label: t(`tool.${one}`) }))}
          />
          <TextInput
            label={t(`ids.name_of.${tool}`)}
            placeholder={examples[tool]}
            required
            size="md"
            maxLength={200}
            autoComplete="off"
            value={value}
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
          />
        </SimpleGrid>
        {hasSecret ? (
          <PasswordInput
            label={t(`ids.secret_of.${tool}`)}
            description={t('ids.secret_text')}
            size="md"
            maxLength={200}
            autoComplete="off"
            error={isShort ? t('ids.secret_short') : undefined}
            value={secret}
            onChange={({ currentTarget }) => setSecret(currentTarget.value)}
          />
        ) : (
          <Checkbox
            label={t('ids.servers')}
            description={t('ids.servers_text')}
            checked={servers}
            onChange={({ currentTarget }) => setServers(currentTarget.checked)}
          />
        )}
        <FormFailure error={add.error} />
        <Group>
          <Button type="submit" loading={add.isPending} disabled={value.trim() === '' || isShort}>
            {t('ids.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
