import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonExport, PersonQuestion, PersonSummary } from '../../../../../src/contract/person.ts'
import { call } from '../../../api.ts'
import type { SiteOfMe } from '../../../queries.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { downloadText } from '../../../ui/download.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { Note } from '../../../ui/note.tsx'
import { useFormat } from '../../../ui/use-format.ts'

type Properties = { site: SiteOfMe; person: PersonSummary; question: PersonQuestion; onErased: () => void }

const everything = async (site: string, question: PersonQuestion): Promise<Omit<PersonExport, 'next'>> => {
  const { next, ...file } = await call('exportPerson', { params: { site }, input: question })
  for (let after = next; after !== null; ) {
    const page = await call('exportPerson', { params: { site }, input: { ...question, after } })
    file.events.push(...page.events)
    after = page.next
  }
  return file
}

/** What is stored of somebody, to hand over or to erase. */
export const FoundPerson = ({ site, person, question, onErased }: Properties) => {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const queries = useQueryClient()
  const [isLoading, setLoading] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const { visitors, events, aside, first, last } = person
  if (visitors + person.identities.length + events + aside === 0) return <Note tone="plain">{t('person.nobody')}</Note>

  const download = () => {
    setLoading(true)
    setFailure(null)
    everything(site.id, question)
      .then((file) => downloadText('person.json', 'application/json', `${JSON.stringify(file, null, 2)}\n`))
      .catch(setFailure)
      .finally(() => setLoading(false))
  }
  const erase = async () => {
    await call('erasePerson', { params: { site: site.id }, input: question })
    // Every figure may have changed.
    await queries.invalidateQueries()
    onErased()
  }
  const number = events + aside
  const happened = t('person.events', { count: number, number: format.number(number) })
  const browsers = t('person.browsers', { count: visitors, number: format.number(visitors) })
  // What somebody wrote elsewhere came from no browser.
  const found = visitors === 0 ? happened : t('person.found', { events: happened, browsers })
  return (
    <Note tone="plain" title={found}>
      <Stack gap="sm">
        {first !== null && last !== null ? (
          <Text size="sm">{t('person.between', { first: format.dateTime(first), last: format.dateTime(last) })}</Text>
        ) : null}
        <Group>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={isLoading}
            onClick={download}
          >
            {t('person.download')}
          </Button>
          <ConfirmButton
            label={t('person.erase')}
            title={t('person.erase_title')}
            text={t('person.erase_text')}
            typed={Object.values(question)[0] ?? ''}
            onConfirm={erase}
          />
        </Group>
        <FormFailure error={failure} />
      </Stack>
    </Note>
  )
}
