import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GoalDefinition, GoalValue } from '../../../../src/contract/goal.ts'
import { useNames } from '../../figures/index.ts'
import { useSite } from '../../queries.ts'
import { isOfPosts, isReady, tidy } from './condition-draft.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { GoalPreviewBox } from './goal-preview.tsx'

type Properties = {
  initial: GoalDefinition
  /** What the name field shows of a preset goal: its name in the reader's language. */
  shownName: string
  groups: readonly string[]
  isSaving: boolean
  failure: string | null
  canEdit: boolean
  onSave: (goal: GoalDefinition) => void
  onCancel: () => void
}

const valueKinds: readonly GoalValue['kind'][] = ['none', 'fixed', 'event']
const freshValue = (kind: string | null): GoalValue =>
  kind === 'fixed' ? { kind, amount: 0 } : kind === 'event' ? { kind } : { kind: 'none' }

export const GoalForm = ({ initial, shownName, groups, isSaving, failure, canEdit, onSave, onCancel }: Properties) => {
  const { t } = useTranslation('goals')
  const { currency } = useSite()
  const [draft, setDraft] = useState(initial)
  const [name, setName] = useState(shownName)
  const { groupName } = useNames()
  const groupOf = (text: string): string => groups.find((group) => groupName(group) === text) ?? text.slice(0, 60)
  const change = (part: Partial<GoalDefinition>) => setDraft((before) => ({ ...before, ...part }))
  const isComplete = name.trim() !== '' && isReady(draft.condition)
  // Posts are told of by day and of nobody: what a goal of theirs can be is settled.
  const ofPosts = isOfPosts(draft.condition)
  const role: Partial<GoalDefinition> = ofPosts
    ? { tier: 'micro', kind: 'supporting', counting: 'every' }
    : { kind: draft.tier === 'macro' ? 'milestone' : draft.kind }
  // An untouched name stays what it was, so that a preset goal goes on speaking every reader's language.
  const finished = (): GoalDefinition => ({
    ...draft,
    name: name === shownName ? initial.name : name.trim(),
    ...role,
    value: ofPosts && draft.value.kind === 'event' ? { kind: 'none' } : draft.value,
    condition: tidy(draft.condition),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete && canEdit) onSave(finished())
      }}
    >
      <Stack gap="lg">
        <TextInput
          label={t('form.name')}
          placeholder={t('form.namePlaceholder')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          data-autofocus
        />
        <div>
          <Text component="h3" fw={600} size="sm" m={0} mb={6}>
            {t('form.condition')}
          </Text>
          <ConditionEditor condition={draft.condition} onChange={(condition) => change({ condition })} />
        </div>
        <GoalPreviewBox condition={draft.condition} counting={draft.counting} />
        {ofPosts ? null : (
          <>
            <Radio.Group
              label={t('form.tier')}
              value={draft.tier}
              onChange={(tier) => change({ tier: tier as GoalDefinition['tier'] })}
            >
              <Stack gap="xs" mt={6}>
                <Radio value="macro" label={t('form.macro')} description={t('form.macroHint')} />
                <Radio value="micro" label={t('form.micro')} description={t('form.microHint')} />
              </Stack>
            </Radio.Group>
            {draft.tier === 'micro' ? (
              <Radio.Group
                label={t('form.kind')}
                value={draft.kind}
                onChange={(kind) => change({ kind: kind as GoalDefinition['kind'] })}
              >
                <Stack gap="xs" mt={6}>
                  <Radio value="milestone" label={t('form.milestone')} description={t('form.milestoneHint')} />
                  <Radio value="supporting" label={t('form.supporting')} description={t('form.supportingHint')} />
                </Stack>
              </Radio.Group>
            ) : null}
            <Select
              label={t('form.counting')}
              data={(['every', 'session', 'person'] as const).map((counting) => ({
                value: counting,
                label: t(`counting.${counting}`),
              }))}
              value={draft.counting}
              onChange={(counting) => counting && change({ counting })}
              allowDeselect={false}
            />
          </>
        )}
        <Group grow align="flex-end">
          <Select
            label={t('form.value')}
            data={valueKinds
              .filter((kind) => !ofPosts || kind !== 'event')
              .map((kind) => ({ value: kind, label: t(`value.${kind}`) }))}
            value={ofPosts && draft.value.kind === 'event' ? 'none' : draft.value.kind}
            onChange={(kind) => change({ value: freshValue(kind) })}
            allowDeselect={false}
          />
          {draft.value.kind === 'fixed' ? (
            <NumberInput
              label={t('form.amount', { currency })}
              min={0}
              max={1e12}
              thousandSeparator=" "
              value={draft.value.amount}
              onChange={(amount) =>
                change({ value: { kind: 'fixed', amount: typeof amount === 'number' ? amount : 0 } })
              }
            />
          ) : null}
        </Group>
        <Group grow align="flex-start">
          <Autocomplete
            label={t('form.group')}
            description={t('form.groupHint')}
            data={groups.map(groupName)}
            value={draft.group === '' ? '' : groupName(draft.group)}
            onChange={(group) => change({ group: groupOf(group) })}
          />
          <NumberInput
            label={t('form.priority')}
            description={t('form.priorityHint')}
            min={0}
            max={10_000}
            allowDecimal={false}
            value={draft.priority}
            onChange={(priority) => change({ priority: typeof priority === 'number' ? priority : 0 })}
          />
        </Group>
        <Checkbox
          label={t('form.intended')}
          description={t('form.intendedHint')}
          checked={draft.certainty === 'intended'}
          onChange={(event) => change({ certainty: event.currentTarget.checked ? 'intended' : 'confirmed' })}
        />
        {failure ? (
          <Text role="alert" c="var(--minnow-bad)" size="sm">
            {failure}
          </Text>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('form.cancel')}
          </Button>
          {canEdit ? (
            <Button type="submit" disabled={!isComplete} loading={isSaving}>
              {t('form.save')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </form>
  )
}
