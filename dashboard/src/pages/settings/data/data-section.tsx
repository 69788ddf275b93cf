import { Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Upload } from '../../../../../src/contract/imports.ts'
import { mayEdit, useReport, useSite } from '../../../queries.ts'
import { QueryView } from '../../../ui/states.tsx'
import { DropFile } from './drop-file.tsx'
import { FileFailure } from './file-failure.tsx'
import { ImportTable } from './import-table.tsx'
import { sendFile } from './send-file.ts'
import { UploadCard } from './upload-card.tsx'

/** While an import runs, its bar moves. */
const askEveryMs = 1_000

export const DataSection = () => {
  const { t } = useTranslation('imports')
  const site = useSite()
  const imports = useReport('imports', undefined, {
    refetchEveryMs: (known) => (known?.some(({ state }) => state === 'running') ? askEveryMs : false),
  })
  return (
    <Stack gap="xl">
      <Text c="dimmed">{t('text')}</Text>
      {mayEdit(site) ? <NewImport /> : null}
      <div>
        <Title order={2} fz="md" mb="sm">
          {t('table')}
        </Title>
        <QueryView query={imports}>
          {(all) => (all.length > 0 ? <ImportTable imports={all} /> : <Text c="dimmed">{t('none')}</Text>)}
        </QueryView>
      </div>
    </Stack>
  )
}

const NewImport = () => {
  const site = useSite()
  const queries = useQueryClient()
  const [upload, setUpload] = useState<Upload>()
  const [progress, setProgress] = useState<number | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const send = (file: File) => {
    setFailure(null)
    setProgress(0)
    sendFile(site.id, file, setProgress)
      .then(setUpload, setFailure)
      .finally(() => setProgress(null))
  }
  const started = () => {
    setUpload(undefined)
    void queries.invalidateQueries({ queryKey: ['imports'] })
  }
  if (upload)
    return <UploadCard key={upload.upload} upload={upload} onStarted={started} onCancel={() => setUpload(undefined)} />
  return (
    <Stack gap="sm">
      <DropFile onFile={send} progress={progress} />
      <FileFailure error={failure} />
    </Stack>
  )
}
