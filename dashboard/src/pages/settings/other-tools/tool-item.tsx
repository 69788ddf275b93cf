import { Accordion, Box, Group, List, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ToolState } from '../../../../../src/contract/other-tools.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { type Place, snippetsOf } from './snippets.ts'

/** One tool: whether its events arrive, what to change in its code, and what was not kept. */
export const ToolItem = ({ state, place }: { state: ToolState; place: Place }) => {
  const { t } = useTranslation('other-tools')
  const format = useFormat()
  const { tool, events, last_event: last } = state
  const arrives = last !== null
  const said = arrives
    ? t('state.arrives', { count: events, number: format.number(events), when: format.dateTime(last) })
    : t('state.nothing')
  return (
    <Accordion.Item value={tool}>
      <Accordion.Control>
        <Group gap="sm" wrap="nowrap">
          <Box c={arrives ? 'var(--minnow-good)' : 'dimmed'} lh={0}>
            {arrives ? <IconCircleCheck size={20} aria-hidden /> : <IconCircleDashed size={20} aria-hidden />}
          </Box>
          <Box>
            <Text span fw={600} display="block" translate="no">
              {t(`tool.${tool}`)}
            </Text>
            <Text span size="sm" c="dimmed">
              {said}
            </Text>
          </Box>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack>
          <Text size="sm">{t(`tool_text.${tool}`)}</Text>
          {snippetsOf[tool](place).map(({ where, text }) => (
            <CopyField
              key={where}
              label={t(`where.${where}`)}
              text={text}
              {...(where === 'server' && { description: t('where.key') })}
            />
          ))}
          <NotKept dropped={state.dropped} />
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}

const NotKept = ({ dropped }: { dropped: Record<string, number> }) => {
  const { t } = useTranslation(['other-tools', 'forms'])
  const reasons = Object.entries(dropped)
    .filter(([reason, count]) => count > 0 && reason !== 'duplicate')
    .sort(([, one], [, other]) => other - one)
  if (reasons.length === 0) return null
  const sentence = (reason: string): string =>
    t(`other-tools:drop.${reason}`, { defaultValue: t(`forms:drop.${reason}`, { defaultValue: reason }) })
  return (
    <Box>
      <Text size="sm" fw={600}>
        {t('not_kept')}
      </Text>
      <List size="sm" c="dimmed">
        {reasons.map(([reason, count]) => (
          <List.Item key={reason}>{t('forms:arrival.drop', { count, reason: sentence(reason) })}</List.Item>
        ))}
      </List>
    </Box>
  )
}
