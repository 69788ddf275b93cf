import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api.ts'
import type { SiteOfMe } from '../../../queries.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { say } from '../../../ui/say.ts'
import { useFormat } from '../../../ui/use-format.ts'

const FOREVER = 'forever'
const usual = [90, 180, 365, 730, 1_095] as const

/** A shorter time deletes at night what is older, so it is asked about; a longer one is saved at once. */
export const RetentionForm = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const queries = useQueryClient()
  const now = site.privacy.retention_days
  const [chosen, setChosen] = useState(now === null ? FOREVER : String(now))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const wanted = chosen === FOREVER ? null : Number(chosen)
  const days = [...new Set([...usual, ...(now === null ? [] : [now])])].sort((one, other) => one - other)
  const said = (count: number) => t('retention.days', { count, number: format.number(count) })
  const deletes = wanted !== null && (now === null || wanted < now)

  const save = async () => {
    await call('updatePrivacy', { params: { site: site.id }, input: { retention_days: wanted } })
    await queries.invalidateQueries({ queryKey: ['me'] })
    say(t('retention.saved'))
  }
  const saveAtOnce = () => {
    setBusy(true)
    setFailure(null)
    save()
      .catch(setFailure)
      .finally(() => setBusy(false))
  }
  if (site.role !== 'owner') return <Text size="sm">{now === null ? t('retention.forever') : said(now)}</Text>
  return (
    <Stack>
      <Group align="flex-end">
        <NativeSelect
          label={t('retention.label')}
          size="md"
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={[
            { value: FOREVER, label: t('retention.forever') },
            ...days.map((count) => ({ value: String(count), label: said(count) })),
          ]}
        />
        {wanted === now ? null : deletes ? (
          <ConfirmButton
            label={t('retention.save')}
            title={t('retention.confirm', { days: said(wanted) })}
            text={t('retention.confirm_text')}
            onConfirm={save}
            buttonProps={{ size: 'md' }}
          />
        ) : (
          <Button size="md" loading={isBusy} onClick={saveAtOnce}>
            {t('retention.save')}
          </Button>
        )}
      </Group>
      <FormFailure error={failure} />
    </Stack>
  )
}
