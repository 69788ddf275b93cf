import { ActionIcon, Button, Card, Group, SegmentedControl, Select, Stack } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../../src/contract/goal.ts'
import { asGroup, deepestGroup, emptyCondition, isOfPosts, type SimpleKind, simpleKinds } from './condition-draft.ts'
import { ConditionFields } from './condition-fields.tsx'

type GroupCondition = Extract<Condition, { kind: 'all' | 'any' }>
type GroupProperties = { group: GroupCondition; depth: number; onChange: (group: GroupCondition) => void }

const ConditionGroup = ({ group, depth, onChange }: GroupProperties) => {
  const { t } = useTranslation('goals')
  const set = (index: number) => (changed: Condition) =>
    onChange({ ...group, of: group.of.map((old, at) => (at === index ? changed : old)) })
  const remove = (index: number) => onChange({ ...group, of: group.of.filter((_, at) => at !== index) })
  const add = (condition: Condition) => onChange({ ...group, of: [...group.of, condition] })
  return (
    <Stack gap="xs">
      {group.of.length > 1 ? (
        <SegmentedControl
          aria-label={t('condition.join')}
          value={group.kind}
          onChange={(kind) => onChange({ kind: kind === 'any' ? 'any' : 'all', of: group.of })}
          data={[
            { value: 'all', label: t('condition.all') },
            { value: 'any', label: t('condition.any') },
          ]}
        />
      ) : null}
      {group.of.map((condition, index) => {
        const isGroup = condition.kind === 'all' || condition.kind === 'any'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition being written has no other name
          <Card key={index} p="sm" bg="var(--minnow-sunken)">
            <Group align="flex-start" wrap="nowrap" gap="xs">
              <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
                {isGroup ? (
                  <ConditionGroup group={condition} depth={depth + 1} onChange={set(index)} />
                ) : (
                  <>
                    <Select
                      label={t('condition.kind')}
                      data={simpleKinds
                        .filter((kind) => kind !== 'posts' || (depth === 1 && group.of.length === 1))
                        .map((kind) => ({ value: kind as string, label: t(`condition.kinds.${kind}`) }))}
                      value={condition.kind}
                      onChange={(kind) => kind && set(index)(emptyCondition(kind as SimpleKind))}
                      allowDeselect={false}
                    />
                    <ConditionFields condition={condition} onChange={set(index)} />
                  </>
                )}
              </Stack>
              {group.of.length > 1 ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={t('condition.remove')}
                  onClick={() => remove(index)}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              ) : null}
            </Group>
          </Card>
        )
      })}
      {isOfPosts(group) ? null : (
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            mih={36}
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={group.of.length >= 20}
            onClick={() => add(emptyCondition('event'))}
          >
            {t('condition.add')}
          </Button>
          {depth < deepestGroup ? (
            <Button
              variant="subtle"
              size="compact-sm"
              mih={36}
              disabled={group.of.length >= 20}
              onClick={() => add(emptyCondition(group.kind === 'all' ? 'any' : 'all'))}
            >
              {t('condition.addGroup')}
            </Button>
          ) : null}
        </Group>
      )}
    </Stack>
  )
}

type Properties = { condition: Condition; onChange: (condition: Condition) => void }

/** What counts as this goal: conditions joined by "and" or "or", in groups where needed. */
export const ConditionEditor = ({ condition, onChange }: Properties) => (
  <ConditionGroup group={asGroup(condition)} depth={1} onChange={onChange} />
)
