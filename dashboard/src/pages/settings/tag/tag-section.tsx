import { Card, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAsk, useSite } from '../../../queries.ts'
import { Arrival } from '../../../ui/arrival.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { TagChoice } from '../../../ui/tag-choice.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const markExample = '<button data-minnow-event="ask_price" data-minnow-product="tea-box">…</button>'
const codeExample = "minnow.track('ask_price', { product: 'tea-box' })"

export const TagSection = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const format = useFormat()
  const status = useAsk('siteStatus', { params: { site: site.id } }).data
  return (
    <Stack gap="xl">
      <Arrival site={site}>
        {status?.last_event ? (
          <Text size="sm" c="dimmed">
            {t('tag.today', { count: status.events_today, number: format.number(status.events_today) })}{' '}
            {t('tag.last', { when: format.dateTime(status.last_event) })}
          </Text>
        ) : null}
      </Arrival>
      <TagChoice site={site} />
      <Card>
        <Title order={2} fz="md" mb={4}>
          {t('tag.more')}
        </Title>
        <Text size="sm" c="dimmed" mb="md">
          {t('tag.more_text')}
        </Text>
        <Stack>
          <CopyField label={t('tag.mark')} text={markExample} />
          <CopyField label={t('tag.code')} text={codeExample} />
        </Stack>
      </Card>
    </Stack>
  )
}
