import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useSite } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { Note } from '../../../ui/note.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const everyMinutes = [15, 30, 60, 180, 720, 1_440]

/** A feed is asked at once, so that a wrong address is known at once. */
export const FeedForm = () => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const format = useFormat()
  const create = useChange('createFeed', ['feeds', 'mentionsReport', 'giveaways'])
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [campaign, setCampaign] = useState('')
  const [every, setEvery] = useState(30)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { url: url.trim(), name: name.trim(), campaign, every_minutes: every }
    create.mutate(
      { params: { site: site.id }, input },
      {
        onSuccess: ({ error }) => {
          if (error === null) {
            setUrl('')
            setName('')
          }
        },
      },
    )
  }
  const added = create.data
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          type="url"
          label={t('feed.url')}
          placeholder="https://www.google.com/alerts/feeds/…"
          required
          size="md"
          maxLength={2_048}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('feed.name')}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('feed.campaign')}
            maxLength={200}
            value={campaign}
            onChange={(event) => setCampaign(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('feed.every')}
            value={String(every)}
            onChange={(event) => setEvery(Number(event.currentTarget.value))}
            data={everyMinutes.map((minutes) => ({ value: String(minutes), label: format.duration(minutes * 60) }))}
          />
        </SimpleGrid>
        <FormFailure error={create.error} />
        {added ? (
          <Note tone={added.error === null ? 'good' : 'bad'}>
            {added.error
              ? t(`feed.error.${added.error.reason}`, { detail: added.error.detail })
              : t('feed.added', { count: added.mentions, number: format.number(added.mentions) })}
          </Note>
        ) : null}
        <Group>
          <Button type="submit" loading={create.isPending} disabled={url.trim() === '' || name.trim() === ''}>
            {t('feed.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
