import { ActionIcon, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChannelCondition, ChannelRule } from '../../../../../src/contract/site-rules.ts'

const fields: readonly ChannelCondition['field'][] = [
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'landing_page',
  'click_id_kind',
]
const matches: readonly ChannelCondition['match'][] = ['is', 'contains', 'starts_with', 'glob']
const mostConditions = 10

export const newCondition = (): ChannelCondition => ({ field: 'source', match: 'is', value: '' })

type Properties = {
  number: number
  rule: ChannelRule
  isEditor: boolean
  onChange: (rule: ChannelRule) => void
  onRemove: () => void
  onUp?: () => void
}

/** One rule: the channel's name, and all that must be true. */
export const RuleFields = ({ number, rule, isEditor, onChange, onRemove, onUp }: Properties) => {
  const { t } = useTranslation('channel-rules')
  const change = (index: number, part: Partial<ChannelCondition>) =>
    onChange({ ...rule, conditions: rule.conditions.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  const options = <Name extends string>(group: string, names: readonly Name[]) =>
    names.map((name) => ({ value: name, label: t(`${group}.${name}`) }))
  return (
    <Paper withBorder p="md" component="fieldset" disabled={!isEditor} m={0}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('rules.channel', { number })}
            size="md"
            required
            maxLength={60}
            flex={1}
            value={rule.channel}
            onChange={({ currentTarget }) => onChange({ ...rule, channel: currentTarget.value })}
          />
          {onUp ? (
            <ActionIcon variant="default" size={42} aria-label={t('rules.up', { number })} onClick={onUp}>
              <IconArrowUp size={18} aria-hidden />
            </ActionIcon>
          ) : null}
          <ActionIcon variant="default" size={42} aria-label={t('rules.remove', { number })} onClick={onRemove}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
        <Text size="sm">{t('rules.when')}</Text>
        {rule.conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name than their place.
          <Group key={index} gap="xs" align="flex-end">
            <NativeSelect
              aria-label={t('rules.field', { number: index + 1 })}
              size="md"
              data={options('field', fields)}
              value={condition.field}
              onChange={({ currentTarget }) =>
                change(index, { field: currentTarget.value as ChannelCondition['field'] })
              }
            />
            <NativeSelect
              aria-label={t('rules.match', { number: index + 1 })}
              size="md"
              data={options('match', matches)}
              value={condition.match}
              onChange={({ currentTarget }) =>
                change(index, { match: currentTarget.value as ChannelCondition['match'] })
              }
            />
            <TextInput
              aria-label={t('rules.value', { number: index + 1 })}
              size="md"
              flex={1}
              miw={140}
              required
              maxLength={200}
              value={condition.value}
              onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
            />
          </Group>
        ))}
        <Group>
          <Button
            variant="subtle"
            disabled={rule.conditions.length >= mostConditions}
            onClick={() => onChange({ ...rule, conditions: [...rule.conditions, newCondition()] })}
          >
            {t('rules.and')}
          </Button>
          {rule.conditions.length > 1 ? (
            <Button variant="subtle" onClick={() => onChange({ ...rule, conditions: rule.conditions.slice(0, -1) })}>
              {t('rules.less')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  )
}
