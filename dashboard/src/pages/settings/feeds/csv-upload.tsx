import { Button, FileButton, Group, List, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useSite } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { Note } from '../../../ui/note.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const issuesShown = 10

/** A table of mentions from a social listening tool, or written by hand. */
export const CsvUpload = () => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const format = useFormat()
  const send = useChange('importMentions', ['mentionsReport', 'giveaways'])
  const [name, setName] = useState('')
  const choose = async (file: File | null) => {
    if (!file) return
    setName(file.name)
    send.mutate({ params: { site: site.id }, input: { csv: await file.text() } })
  }
  const taken = send.data
  return (
    <Stack>
      <Group>
        <FileButton onChange={(file) => void choose(file)} accept=".csv,.tsv,.txt,text/csv">
          {(properties) => (
            <Button
              {...properties}
              variant="default"
              loading={send.isPending}
              leftSection={<IconUpload size={18} aria-hidden />}
            >
              {t('file.choose')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {name}
        </Text>
      </Group>
      <FormFailure error={send.error} />
      {taken ? (
        <Note tone={taken.issues.length > 0 ? 'plain' : 'good'}>
          <Text size="sm">
            {t('file.taken', {
              count: taken.accepted,
              number: format.number(taken.accepted),
              known: format.number(taken.known),
            })}
          </Text>
          {taken.issues.length > 0 ? (
            <List size="sm" mt="xs">
              {taken.issues.slice(0, issuesShown).map(({ index, message }) => (
                <List.Item key={index}>{t('file.line', { line: index, message })}</List.Item>
              ))}
            </List>
          ) : null}
        </Note>
      ) : null}
    </Stack>
  )
}
