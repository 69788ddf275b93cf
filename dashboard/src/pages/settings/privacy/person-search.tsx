import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonQuestion } from '../../../../../src/contract/person.ts'
import { type SiteOfMe, useChange } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { FoundPerson } from './found-person.tsx'

const kinds = ['email', 'phone', 'user_id', 'visitor', 'author', 'link'] as const
type Kind = (typeof kinds)[number]

/** Somebody asks what is stored of them. */
export const PersonSearch = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('privacy')
  const look = useChange('findPerson')
  const [kind, setKind] = useState<Kind>('email')
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState<PersonQuestion>()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { [kind]: words.trim() }
    setAsked(input)
    look.mutate({ params: { site: site.id }, input })
  }
  const forget = () => {
    setWords('')
    setAsked(undefined)
    look.reset()
  }

  return (
    <Stack>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <NativeSelect
            label={t('person.known_by')}
            size="md"
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
            data={kinds.map((value) => ({ value, label: t(`person.kind.${value}`) }))}
          />
          <TextInput
            label={t(`person.kind.${kind}`)}
            size="md"
            flex={1}
            miw={200}
            required
            withAsterisk={false}
            maxLength={320}
            autoComplete="off"
            value={words}
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <Button type="submit" size="md" loading={look.isPending} disabled={words.trim().length < 3}>
            {t('person.look')}
          </Button>
        </Group>
      </form>
      <FormFailure error={look.error} />
      {look.data && asked ? <FoundPerson site={site} person={look.data} question={asked} onErased={forget} /> : null}
    </Stack>
  )
}
