import { Button, Card, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportKind, ImportPreview, Upload } from '../../../../../src/contract/imports.ts'
import { useAsk, useChange, useSite } from '../../../queries.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Note } from '../../../ui/note.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { FileFailure } from './file-failure.tsx'
import { ImportOptions, type Options } from './import-options.tsx'

const kinds: readonly ImportKind[] = [
  ...(['events', 'ga4', 'matomo', 'umami', 'plausible', 'access_log'] as const),
  ...(['offline', 'costs', 'search_words', 'products', 'posts'] as const),
]
const rowsShown = 6
const columnsShown = 8
/** What tells an event best, in this order; what another tool had found out besides is not read here. */
const first = ['time', 'name', 'visitor', 'user', 'url', 'value', 'currency', 'transaction_id']
const hidden = ['known', 'consent', 'entry', 'id']

type Properties = { upload: Upload; onStarted: () => void; onCancel: () => void }

/** What a file seems to be, what its first rows would become, and the button that imports it. */
export const UploadCard = ({ upload, onStarted, onCancel }: Properties) => {
  const { t } = useTranslation('imports')
  const site = useSite()
  const [kind, setKind] = useState(upload.kind)
  const [options, setOptions] = useState<Options>({})
  const start = useChange('importUpload', ['imports'])
  const params = { site: site.id, upload: upload.upload }
  const preview = useAsk('previewUpload', { params, input: { kind, options } })
  return (
    <Card>
      <Stack>
        <Title order={2} fz="md">
          {upload.file}
        </Title>
        <NativeSelect
          label={t('isKind')}
          description={t(`kindText.${kind}`)}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as ImportKind)}
          data={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        />
        <ImportOptions upload={upload} kind={kind} options={options} onChange={setOptions} />
        <Text size="sm" c="dimmed">
          {t('assumed', { timezone: site.timezone, currency: site.currency })}
        </Text>
        {preview.isPending ? <LoadingState rows={2} /> : null}
        {preview.data ? <Preview preview={preview.data} /> : null}
        <FileFailure error={start.error ?? preview.error} />
        <Group>
          <Button
            loading={start.isPending}
            disabled={!preview.data || preview.data.made.length === 0}
            onClick={() => start.mutate({ params, input: { kind, options } }, { onSuccess: onStarted })}
          >
            {t('import')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

type Made = Record<string, unknown>

const plain = (value: unknown): string | number | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const Preview = ({ preview }: { preview: ImportPreview }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const rows: Made[] = preview.made.slice(0, rowsShown)
  const found = new Set(rows.flatMap((row) => Object.keys(row)))
  const names = [...first.filter((name) => found.has(name)), ...found]
    .filter((name, place, all) => all.indexOf(name) === place && !hidden.includes(name))
    .slice(0, columnsShown)
  const columns: Column<Made>[] = names.map((name) => ({
    key: name,
    header: t(`field.${name}`, { defaultValue: name }),
    sortable: false,
    value: (row) => plain(row[name]),
    show: (row) => {
      const value = row[name]
      const text = name === 'time' && typeof value === 'number' ? format.dateTime(value) : String(plain(value) ?? '–')
      return (
        <Text span size="sm" lineClamp={1} maw={260} style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      )
    },
  }))
  const [problem] = preview.problems
  return (
    <Stack gap="xs">
      {rows.length > 0 ? (
        <DataTable
          name={t('preview')}
          columns={columns}
          rows={rows}
          rowKey={(row) => JSON.stringify(row)}
          withoutDownload
        />
      ) : null}
      {problem ? (
        <Note tone="plain" title={t('problems', { count: preview.problems.length })}>
          <Text size="sm">{t('problem', { line: problem.line, detail: problem.detail || problem.reason })}</Text>
        </Note>
      ) : null}
    </Stack>
  )
}
