import { Card, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hook } from '../../../../../src/contract/mention.ts'
import { call } from '../../../api.ts'
import { useReport, useSite } from '../../../queries.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { Note } from '../../../ui/note.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { HookForm } from './hook-form.tsx'

const OneHook = ({ hook }: { hook: Hook }) => {
  const { t } = useTranslation('feeds')
  const site = useSite()
  const format = useFormat()
  const queries = useQueryClient()
  const name = t(`hook.kind.${hook.kind}`)
  const close = async () => {
    await call('removeHook', { params: { site: site.id, hook: hook.id } })
    await queries.invalidateQueries({ queryKey: ['hooks'] })
  }
  return (
    <Card withBorder>
      <Stack gap="sm">
        {hook.locked ? (
          <Note tone="bad" title={name}>
            {t('hook.locked')}
          </Note>
        ) : (
          <CopyField label={name} text={hook.url} description={t(`hook.where.${hook.kind}`)} />
        )}
        {hook.verify_token === null ? null : <CopyField label={t('hook.verify_token')} text={hook.verify_token} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {hook.last_received === null
              ? t('hook.nothing')
              : t('hook.received', {
                  count: hook.received,
                  number: format.number(hook.received),
                  when: format.dateTime(hook.last_received),
                })}
          </Text>
          <ConfirmButton
            label={t('hook.close')}
            title={t('hook.close_confirm', { name })}
            text={t('hook.close_text')}
            onConfirm={close}
            buttonProps={{ size: 'compact-sm', mih: 36 }}
          />
        </Group>
      </Stack>
    </Card>
  )
}

/** Addresses that others send to. */
export const Hooks = () => {
  const hooks = useReport('hooks')
  return (
    <>
      <QueryView query={hooks}>
        {(list) => (
          <Stack>
            {list.map((hook) => (
              <OneHook key={hook.id} hook={hook} />
            ))}
          </Stack>
        )}
      </QueryView>
      <HookForm />
    </>
  )
}
