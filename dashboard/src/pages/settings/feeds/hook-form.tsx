import { Button, Group, NativeSelect, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HookKind } from '../../../../../src/contract/mention.ts'
import { useChange, useSite } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'

const kinds: readonly HookKind[] = ['mentions', 'line', 'messenger']
/** As the server wants it. */
const shortestSecret = 8

export const HookForm = () => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const create = useChange('createHook', ['hooks'])
  const [kind, setKind] = useState<HookKind>('mentions')
  const [secret, setSecret] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = kind === 'mentions' ? { kind } : { kind, secret: secret.trim() }
    create.mutate({ params: { site: site.id }, input }, { onSuccess: () => setSecret('') })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-end">
          <NativeSelect
            label={t('hook.for')}
            value={kind}
            onChange={({ currentTarget }) => setKind(kinds.find((one) => one === currentTarget.value) ?? 'mentions')}
            data={kinds.map((value) => ({ value, label: t(`hook.kind.${value}`) }))}
            size="md"
            flex="1 1 200px"
          />
          {kind === 'mentions' ? null : (
            <PasswordInput
              label={t(`hook.secret.${kind}`)}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
              maxLength={200}
              autoComplete="off"
              required
              size="md"
              flex="1 1 240px"
            />
          )}
          <Button
            type="submit"
            size="md"
            loading={create.isPending}
            disabled={kind !== 'mentions' && secret.trim().length < shortestSecret}
          >
            {t('hook.make')}
          </Button>
        </Group>
        <FormFailure error={create.error} />
      </Stack>
    </form>
  )
}
