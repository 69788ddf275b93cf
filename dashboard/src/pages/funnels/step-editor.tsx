import { ActionIcon, Autocomplete, Button, Card, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Goal } from '../../../../src/contract/goal.ts'
import type { FunnelStep } from '../../../../src/contract/report.ts'
import { useNames } from '../../figures/index.ts'
import { useValueNames } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'

export const mostSteps = 10
type StepKind = 'goal' | 'event' | 'path'
const kindOf = (step: FunnelStep): StepKind =>
  step.goal !== undefined ? 'goal' : step.event !== undefined ? 'event' : 'path'

export const isStepReady = (step: FunnelStep): boolean => (step.goal ?? step.event ?? step.path ?? '').trim() !== ''

/** An event or a page, with those seen lately offered. */
const Seen = ({
  field,
  value,
  onChange,
}: {
  field: 'event' | 'page'
  value: string
  onChange: (value: string) => void
}) => {
  const { t } = useTranslation('funnels')
  const { valueName } = useValueNames()
  const [search] = useDebouncedValue(value, 200)
  const found = useReport('values', { field, search })
  return (
    <Autocomplete
      aria-label={t(`step.${field}`)}
      placeholder={field === 'page' ? '/checkout*' : 'add_to_cart'}
      data={(found.data?.values ?? []).map((item) => item.value).filter((option) => option !== '')}
      value={value}
      onChange={onChange}
      filter={({ options }) => options}
      limit={50}
      renderOption={({ option }) => (
        <span>
          {option.value}
          {field === 'event' && valueName(field, option.value) !== option.value ? (
            <Text span size="xs" c="dimmed">
              {' '}
              {valueName(field, option.value)}
            </Text>
          ) : null}
        </span>
      )}
    />
  )
}

type StepProperties = { step: FunnelStep; goals: readonly Goal[]; onChange: (step: FunnelStep) => void }

const StepFields = ({ step, goals, onChange }: StepProperties) => {
  const { t } = useTranslation('funnels')
  const { goalName } = useNames()
  const kind = kindOf(step)
  return (
    <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
      <SegmentedControl
        size="xs"
        aria-label={t('step.kind')}
        value={kind}
        onChange={(chosen) =>
          onChange(chosen === 'event' ? { event: '' } : chosen === 'path' ? { path: '' } : { goal: '' })
        }
        data={[
          { value: 'goal', label: t('step.goal') },
          { value: 'event', label: t('step.event') },
          { value: 'path', label: t('step.page') },
        ]}
      />
      {kind === 'goal' ? (
        <Select
          aria-label={t('step.goal')}
          placeholder={t('step.chooseGoal')}
          data={goals
            .filter(({ condition }) => condition.kind !== 'posts')
            .map((goal) => ({ value: goal.id, label: goalName(goal) }))}
          value={step.goal || null}
          onChange={(goal) => goal && onChange({ goal })}
          searchable
          allowDeselect={false}
        />
      ) : null}
      {kind === 'event' ? (
        <Seen field="event" value={step.event ?? ''} onChange={(event) => onChange({ event })} />
      ) : null}
      {kind === 'path' ? <Seen field="page" value={step.path ?? ''} onChange={(path) => onChange({ path })} /> : null}
    </Stack>
  )
}

type Properties = { steps: readonly FunnelStep[]; goals: readonly Goal[]; onChange: (steps: FunnelStep[]) => void }

/** The steps in their order: each a goal, an event or a page. */
export const StepEditor = ({ steps, goals, onChange }: Properties) => {
  const { t } = useTranslation('funnels')
  const move = (from: number, to: number) => {
    const moved = steps[from]
    if (!moved) return
    const order = steps.filter((_, index) => index !== from)
    order.splice(to, 0, moved)
    onChange(order)
  }
  const button = (label: string, icon: React.ReactNode, disabled: boolean, onClick: () => void) => (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} disabled={disabled} onClick={onClick}>
      {icon}
    </ActionIcon>
  )
  return (
    <Stack gap="xs" component="ol" p={0} m={0}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step being written has no other name
        <Card key={index} component="li" p="sm" bg="var(--minnow-sunken)" style={{ listStyle: 'none' }}>
          <Group align="flex-start" gap="xs" wrap="nowrap">
            <Text span fw={650} c="dimmed" pt={4}>
              {index + 1}
            </Text>
            <StepFields
              step={step}
              goals={goals}
              onChange={(changed) => onChange(steps.map((old, at) => (at === index ? changed : old)))}
            />
            <Group gap={0} wrap="nowrap">
              {button(t('step.up', { number: index + 1 }), <IconArrowUp size={16} aria-hidden />, index === 0, () =>
                move(index, index - 1),
              )}
              {button(
                t('step.down', { number: index + 1 }),
                <IconArrowDown size={16} aria-hidden />,
                index === steps.length - 1,
                () => move(index, index + 1),
              )}
              {button(t('step.remove', { number: index + 1 }), <IconX size={16} aria-hidden />, steps.length <= 2, () =>
                onChange(steps.filter((_, at) => at !== index)),
              )}
            </Group>
          </Group>
        </Card>
      ))}
      <li style={{ listStyle: 'none' }}>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={steps.length >= mostSteps}
          onClick={() => onChange([...steps, { goal: '' }])}
        >
          {t('step.add')}
        </Button>
      </li>
    </Stack>
  )
}
