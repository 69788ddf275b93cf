import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../../../src/contract/site.ts'
import { useChange, useSite } from '../../../queries.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'

const roleNames: readonly Role[] = ['viewer', 'editor', 'owner']

/** Makes a link that lets one person in; no mail server is needed. */
export const InvitationForm = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const invite = useChange('invite', ['members'])
  const [role, setRole] = useState<Role>('viewer')
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ params: { site: site.id }, input: { role, note: note.trim() } }, { onSuccess: () => setNote('') })
  }
  return (
    <Stack>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label={t('people.for_whom')}
            placeholder={t('people.for_whom_example')}
            value={note}
            maxLength={200}
            onChange={(event) => setNote(event.currentTarget.value)}
            flex="1 1 220px"
            size="md"
          />
          <Select
            label={t('people.role')}
            data={roleNames.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={role}
            allowDeselect={false}
            onChange={(chosen) => chosen && setRole(chosen as Role)}
            w={160}
            size="md"
          />
          <Button type="submit" size="md" loading={invite.isPending}>
            {t('people.make_link')}
          </Button>
        </Group>
      </form>
      <FormFailure error={invite.error} />
      {invite.data ? (
        <CopyField label={t('people.link')} description={t('people.link_text')} text={invite.data.link} />
      ) : null}
    </Stack>
  )
}
