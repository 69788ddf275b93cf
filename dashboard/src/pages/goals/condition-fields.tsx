import { ActionIcon, Box, Button, Group, NumberInput, Select, Stack } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../../src/contract/goal.ts'
import type { Filter } from '../../../../src/contract/report.ts'
import { FilterParts, useValueNames } from '../../frame-bar/index.ts'
import { PostFields } from './post-fields.tsx'
import { Suggest } from './suggest.tsx'

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>
type Properties<K extends Condition['kind']> = { condition: Of<K>; onChange: (condition: Condition) => void }

const matchChoices = ['is', 'starts_with', 'contains', 'glob', 'regex'] as const

const MatchSelect = ({
  value,
  onChange,
}: {
  value: Of<'url'>['match']
  onChange: (match: Of<'url'>['match']) => void
}) => {
  const { t } = useTranslation('goals')
  const { t: tFrame } = useTranslation('frame')
  return (
    <Select
      label={t('condition.match')}
      data={matchChoices.map((match) => ({ value: match, label: tFrame(`op.${match}`) }))}
      value={value}
      onChange={(match) => match && onChange(match)}
      allowDeselect={false}
    />
  )
}

const freshFilter: Filter = { field: 'property:', op: 'is', values: [] }

const EventFields = ({ condition, onChange }: Properties<'event'>) => {
  const { t } = useTranslation('goals')
  const { valueName } = useValueNames()
  const where = condition.where ?? []
  const setWhere = (filters: Filter[]) => onChange({ ...condition, where: filters })
  return (
    <Stack gap="xs">
      <Suggest
        label={t('condition.eventName')}
        placeholder="purchase"
        field="event"
        value={condition.name}
        onChange={(name) => onChange({ ...condition, name })}
        nameOf={(name) => valueName('event', name)}
      />
      {where.map((filter, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter being written has no other name
          key={index}
          align="flex-start"
          wrap="nowrap"
          gap="xs"
          pl="md"
          style={{ borderInlineStart: '2px solid var(--minnow-line)' }}
        >
          <Box style={{ flex: 1, minWidth: 0 }}>
            <FilterParts
              filter={filter}
              onChange={(changed) => setWhere(where.map((old, at) => (at === index ? changed : old)))}
            />
          </Box>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('condition.removeFilter')}
            onClick={() => setWhere(where.filter((_, at) => at !== index))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Box>
        <Button
          variant="subtle"
          size="compact-sm"
          mih={36}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setWhere([...where, freshFilter])}
        >
          {t('condition.addFilter')}
        </Button>
      </Box>
    </Stack>
  )
}

const UrlFields = ({ condition, onChange }: Properties<'url'>) => {
  const { t } = useTranslation('goals')
  return (
    <Stack gap="xs">
      <MatchSelect value={condition.match} onChange={(match) => onChange({ ...condition, match })} />
      <Suggest
        label={t('condition.path')}
        placeholder="/thank-you"
        field="page"
        value={condition.value}
        onChange={(value) => onChange({ ...condition, value })}
      />
    </Stack>
  )
}

const ClickFields = ({ condition, onChange }: Properties<'click'>) => {
  const { t } = useTranslation('goals')
  return (
    <Stack gap="xs">
      <Select
        label={t('condition.clickOn')}
        data={(['text', 'href', 'selector'] as const).map((on) => ({ value: on, label: t(`condition.on.${on}`) }))}
        value={condition.on}
        onChange={(on) => on && onChange({ ...condition, on })}
        allowDeselect={false}
      />
      <MatchSelect value={condition.match} onChange={(match) => onChange({ ...condition, match })} />
      <Suggest
        label={t(`condition.on.${condition.on}`)}
        field={`property:${condition.on}`}
        value={condition.value}
        onChange={(value) => onChange({ ...condition, value })}
      />
    </Stack>
  )
}

const PathField = ({ path, onChange }: { path: string | undefined; onChange: (path: string) => void }) => {
  const { t } = useTranslation('goals')
  return (
    <Suggest
      label={t('condition.onlyPath')}
      placeholder="/blog/*"
      field="page"
      value={path ?? ''}
      onChange={onChange}
    />
  )
}

const wholeOr = (value: number | string, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** The fields of one kind of condition. */
export const ConditionFields = ({
  condition,
  onChange,
}: {
  condition: Condition
  onChange: (condition: Condition) => void
}) => {
  const { t } = useTranslation('goals')
  switch (condition.kind) {
    case 'event':
      return <EventFields condition={condition} onChange={onChange} />
    case 'url':
      return <UrlFields condition={condition} onChange={onChange} />
    case 'click':
      return <ClickFields condition={condition} onChange={onChange} />
    case 'scroll':
      return (
        <Stack gap="xs">
          <NumberInput
            label={t('condition.scrollPercent')}
            suffix=" %"
            min={1}
            max={100}
            value={condition.percent}
            onChange={(percent) => onChange({ ...condition, percent: wholeOr(percent, 0) })}
          />
          <PathField path={condition.path} onChange={(path) => onChange({ ...condition, path })} />
        </Stack>
      )
    case 'video':
      return (
        <Stack gap="xs">
          <NumberInput
            label={t('condition.videoPercent')}
            suffix=" %"
            min={1}
            max={100}
            value={condition.percent}
            onChange={(percent) => onChange({ ...condition, percent: wholeOr(percent, 0) })}
          />
          <Suggest
            label={t('condition.onlyVideo')}
            field="property:video"
            value={condition.video ?? ''}
            onChange={(video) => onChange({ ...condition, video })}
          />
        </Stack>
      )
    case 'posts':
      return <PostFields condition={condition} onChange={onChange} />
    case 'time':
      return (
        <Stack gap="xs">
          <NumberInput
            label={t('condition.seconds')}
            min={1}
            max={86_400}
            value={condition.seconds}
            onChange={(seconds) => onChange({ ...condition, seconds: wholeOr(seconds, 0) })}
          />
          <PathField path={condition.path} onChange={(path) => onChange({ ...condition, path })} />
        </Stack>
      )
    default:
      return null
  }
}
