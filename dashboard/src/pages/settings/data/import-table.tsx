import { Button, Drawer, Group, Progress, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../../../src/contract/imports.ts'
import { call } from '../../../api.ts'
import { mayEdit, useSite } from '../../../queries.ts'
import { actionColumn, countColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { Reconciliation } from './reconciliation.tsx'

const mayUndo = ({ state, accepted }: Import): boolean => state !== 'undone' && (accepted > 0 || state === 'running')

export const ImportTable = ({ imports }: { imports: readonly Import[] }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const site = useSite()
  const queries = useQueryClient()
  const [openId, setOpenId] = useState<string>()
  const open = imports.find(({ id }) => id === openId)
  const undo = async ({ id }: Import) => {
    await call('undoImport', { params: { site: site.id, import: id } })
    // Whatever was counted with it has changed.
    await queries.invalidateQueries()
  }
  const columns: Column<Import>[] = [
    {
      key: 'file',
      header: t('column.file'),
      value: ({ file }) => file,
      show: (one) => <span style={{ overflowWrap: 'anywhere' }}>{one.file}</span>,
    },
    { key: 'kind', header: t('column.kind'), value: ({ kind }) => t(`kind.${kind}`) },
    {
      key: 'state',
      header: t('column.state'),
      value: ({ state }) => t(`state.${state}`),
      show: ({ state, progress, resumed }) => (
        <>
          {state === 'running' ? (
            <Progress value={progress * 100} w={90} aria-label={t('state.running')} />
          ) : (
            t(`state.${state}`)
          )}
          {resumed > 0 ? (
            <Text size="xs" c="dimmed">
              {t('resumed')}
            </Text>
          ) : null}
        </>
      ),
    },
    countColumn(format, { key: 'accepted', header: t('column.accepted'), of: ({ accepted }) => accepted }),
    {
      key: 'started',
      header: t('column.started'),
      value: ({ started }) => new Date(started).toISOString(),
      show: ({ started }) => format.dateTime(started),
    },
    actionColumn(t('column.actions'), (one) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          mih={36}
          onClick={() => setOpenId(one.id)}
          aria-label={t('showOf', { file: one.file })}
        >
          {t('show')}
        </Button>
        {mayEdit(site) && mayUndo(one) ? (
          <ConfirmButton
            label={t('undo')}
            title={t('undoConfirm', { file: one.file })}
            text={t('undoText')}
            onConfirm={() => undo(one)}
            buttonProps={{ size: 'compact-sm', mih: 36, 'aria-label': t('undoOf', { file: one.file }) }}
          />
        ) : null}
      </Group>
    )),
  ]
  return (
    <>
      <DataTable name={t('table')} columns={columns} rows={imports} rowKey={({ id }) => id} isList withoutDownload />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpenId(undefined)}
        position="right"
        size="lg"
        title={
          <Text span fw={650}>
            {open?.file}
          </Text>
        }
        closeButtonProps={{ 'aria-label': t('close'), size: 40 }}
      >
        {open ? <Reconciliation of={open} /> : null}
      </Drawer>
    </>
  )
}
