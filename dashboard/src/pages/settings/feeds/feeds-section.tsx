import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayEdit, useReport, useSite } from '../../../queries.ts'
import { QueryView } from '../../../ui/states.tsx'
import { Part } from '../part.tsx'
import { CsvUpload } from './csv-upload.tsx'
import { FeedForm } from './feed-form.tsx'
import { FeedTable } from './feed-table.tsx'
import { Hooks } from './hooks.tsx'

/** Where mentions come from, and the addresses that chats and alert services send to. */
export const FeedsSection = () => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const feeds = useReport('feeds')
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('text')}</Text>
      <Part title={t('feed.title')} text={t('feed.text')}>
        <QueryView query={feeds}>
          {(list) => (list.length > 0 ? <FeedTable feeds={list} /> : <Text c="dimmed">{t('feed.none')}</Text>)}
        </QueryView>
        {mayEdit(site) ? <FeedForm /> : null}
      </Part>
      {mayEdit(site) ? (
        <Part title={t('file.title')} text={t('file.text')}>
          <CsvUpload />
        </Part>
      ) : null}
      {site.role === 'owner' ? (
        <Part title={t('hook.title')} text={t('hook.text')}>
          <Hooks />
        </Part>
      ) : (
        <Text c="dimmed">{t('hook.owner')}</Text>
      )}
    </Stack>
  )
}
