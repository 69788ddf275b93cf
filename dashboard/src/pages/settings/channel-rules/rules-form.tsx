import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelRule } from '../../../../../src/contract/site-rules.ts'
import { useChange } from '../../../queries.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { newCondition, RuleFields } from './rule-fields.tsx'

type Properties = { site: string; rules: readonly ChannelRule[]; isEditor: boolean }
/** A rule being written, with a number of its own so that moving it keeps what is typed. */
type Draft = { key: number; rule: ChannelRule }

let drafts = 0
const draftOf = (rule: ChannelRule): Draft => {
  drafts += 1
  return { key: drafts, rule }
}

const isWhole = ({ channel, conditions }: ChannelRule): boolean =>
  channel.trim() !== '' && conditions.length > 0 && conditions.every(({ value }) => value.trim() !== '')

/** The site's own channels, before GA4's: the first rule that fits names the channel. */
export const RulesForm = ({ site, rules, isEditor }: Properties) => {
  const { t } = useTranslation('channel-rules')
  const save = useChange('updateRules', ['rules', 'breakdown', 'overview'])
  const [list, setList] = useState<Draft[]>(() => rules.map(draftOf))
  const channels = list.map(({ rule }) => rule)
  const isSame = JSON.stringify(channels) === JSON.stringify(rules)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ params: { site }, input: { channels } })
  }
  const move = (from: number, to: number) => {
    const next = [...list]
    const [moved] = next.splice(from, 1)
    if (moved) next.splice(to, 0, moved)
    setList(next)
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {list.length === 0 ? <Text size="sm">{t('rules.none')}</Text> : null}
        {list.map(({ key, rule }, index) => (
          <RuleFields
            key={key}
            number={index + 1}
            rule={rule}
            isEditor={isEditor}
            onChange={(changed) => setList(list.map((one) => (one.key === key ? { key, rule: changed } : one)))}
            onRemove={() => setList(list.filter((one) => one.key !== key))}
            {...(index > 0 && { onUp: () => move(index, index - 1) })}
          />
        ))}
        <FormFailure error={save.error} />
        {isEditor ? (
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setList([...list, draftOf({ channel: '', conditions: [newCondition()] })])}
            >
              {t('rules.add')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={isSame || !channels.every(isWhole)}>
              {t('save')}
            </Button>
          </Group>
        ) : null}
        <Text size="xs" c="dimmed">
          {t('rules.past')}
        </Text>
      </Stack>
    </form>
  )
}
