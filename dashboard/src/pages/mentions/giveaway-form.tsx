import { Button, Group, SimpleGrid, Stack, TagsInput, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Giveaway } from '../../../../src/contract/mention.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useChange, useSite } from '../../queries.ts'
import { FormFailure } from '../../ui/form-failure.tsx'

type Properties = { giveaway: Giveaway | undefined; onDone: () => void }

export const GiveawayForm = ({ giveaway, onDone }: Properties) => {
  const { t } = useTranslation('mentions')
  const { t: tShell } = useTranslation('shell')
  const site = useSite()
  const { today } = useFrame()
  const create = useChange('createGiveaway', ['giveaways'])
  const update = useChange('updateGiveaway', ['giveaways'])
  const [name, setName] = useState(giveaway?.name ?? '')
  const [hashtags, setHashtags] = useState(giveaway?.hashtags ?? [])
  const [firstDay, setFirstDay] = useState(giveaway?.first_day ?? today)
  const [lastDay, setLastDay] = useState(giveaway?.last_day ?? today)
  const [campaign, setCampaign] = useState(giveaway?.campaign ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = { name, hashtags, first_day: firstDay, last_day: lastDay, campaign }
    if (giveaway) update.mutate({ params: { site: site.id, giveaway: giveaway.id }, input }, { onSuccess: onDone })
    else create.mutate({ params: { site: site.id }, input }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} fz="md">
          {giveaway ? t('giveaway.change') : t('giveaway.add')}
        </Title>
        <TextInput
          label={t('giveaway.name')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TagsInput
          label={t('giveaway.hashtags')}
          description={t('giveaway.hashtags_text')}
          value={hashtags}
          onChange={setHashtags}
          splitChars={[' ', ',', ';']}
          maxTags={20}
          clearable
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            type="date"
            label={t('giveaway.first_day')}
            required
            value={firstDay}
            onChange={(event) => setFirstDay(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('giveaway.last_day')}
            required
            value={lastDay}
            min={firstDay}
            onChange={(event) => setLastDay(event.currentTarget.value)}
          />
        </SimpleGrid>
        <TextInput
          label={t('giveaway.campaign')}
          description={t('giveaway.campaign_text')}
          maxLength={200}
          value={campaign}
          onChange={(event) => setCampaign(event.currentTarget.value)}
        />
        <FormFailure error={create.error ?? update.error} />
        <Group>
          <Button
            type="submit"
            loading={create.isPending || update.isPending}
            disabled={name.trim() === '' || (hashtags.length === 0 && campaign.trim() === '')}
          >
            {t('giveaway.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {tShell('action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
