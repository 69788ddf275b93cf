import { Anchor, Button, Card, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, KeyScope } from '../../../../../src/contract/account.ts'
import { call } from '../../../api.ts'
import { useChange, useReport, useSite } from '../../../queries.ts'
import { actionColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { Note } from '../../../ui/note.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const scopes: readonly KeyScope[] = ['collect', 'read', 'write']

export const KeysSection = () => {
  const { t } = useTranslation('settings')
  const keys = useReport('keys')
  return (
    <Stack gap="xl">
      <Text c="dimmed">
        {t('keys.text')}{' '}
        <Anchor href="/api/docs" target="_blank">
          {t('keys.docs')}
        </Anchor>
      </Text>
      <QueryView query={keys}>
        {(list) => (list.length > 0 ? <Keys keys={list} /> : <Text c="dimmed">{t('keys.none')}</Text>)}
      </QueryView>
      <Card>
        <Title order={2} fz="md" mb="md">
          {t('keys.new')}
        </Title>
        <KeyForm />
      </Card>
    </Stack>
  )
}

const Keys = ({ keys }: { keys: readonly ApiKey[] }) => {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const site = useSite()
  const queries = useQueryClient()
  const revoke = async (key: string) => {
    await call('removeKey', { params: { site: site.id, key } })
    await queries.invalidateQueries({ queryKey: ['keys'] })
  }
  const columns: Column<ApiKey>[] = [
    { key: 'name', header: t('keys.name'), value: ({ name }) => name },
    {
      key: 'start',
      header: t('keys.start'),
      value: ({ start }) => start,
      show: ({ start }) => (
        <Text span ff="monospace" size="sm" translate="no">
          {start}…
        </Text>
      ),
    },
    {
      key: 'scopes',
      header: t('keys.scopes'),
      value: (key) => key.scopes.join(' '),
      show: (key) => format.list(key.scopes.map((scope) => t(`scope.${scope}`))),
    },
    {
      key: 'used',
      header: t('keys.used'),
      value: ({ last_used }) => (last_used === null ? null : new Date(last_used).toISOString()),
      show: ({ last_used }) => (last_used === null ? t('keys.never') : format.dateTime(last_used)),
    },
    actionColumn(t('people.actions'), ({ id, name }) => (
      <ConfirmButton
        label={t('keys.revoke')}
        title={t('keys.revoke_confirm', { name })}
        text={t('keys.revoke_text')}
        onConfirm={() => revoke(id)}
        buttonProps={{ size: 'compact-sm', mih: 36 }}
      />
    )),
  ]
  return (
    <DataTable name={t('keys.table')} columns={columns} rows={keys} rowKey={({ id }) => id} isList withoutDownload />
  )
}

const KeyForm = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const create = useChange('createKey', ['keys'])
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<KeyScope[]>(['read'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(
      { params: { site: site.id }, input: { name: name.trim(), scopes: chosen } },
      { onSuccess: () => setName('') },
    )
  }
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('keys.name')}
            placeholder={t('keys.name_example')}
            required
            size="md"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group
            label={t('keys.may')}
            value={chosen}
            onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
          >
            <Stack gap="xs" mt={6}>
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={t(`scope.${scope}`)}
                  description={t(`scope_text.${scope}`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <FormFailure error={create.error} />
          <Group>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || chosen.length === 0}>
              {t('keys.make')}
            </Button>
          </Group>
        </Stack>
      </form>
      {create.data ? (
        <Note tone="plain" icon={<IconKey size={20} stroke={1.8} />} title={t('keys.once')}>
          <CopyField label={create.data.name} text={create.data.key} />
        </Note>
      ) : null}
    </Stack>
  )
}
