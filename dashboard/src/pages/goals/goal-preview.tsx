import { Alert, Box, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconTarget } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { GoalDefinition, GoalPreview } from '../../../../src/contract/goal.ts'
import { useValueNames } from '../../frame-bar/index.ts'
import { useReport } from '../../queries.ts'
import { ErrorState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { isOfPosts, isReady, tidy } from './condition-draft.ts'

const examplesShown = 5
const propertiesShown = 3
/** Long enough not to count for every letter typed. */
const waitMs = 400

/** GA4's list of items by the names of its products; as it came when it is something else. */
const itemNames = (json: string): string => {
  try {
    const items: unknown = JSON.parse(json)
    if (!Array.isArray(items)) return json
    return items
      .map((item: { item_name?: unknown; item_id?: unknown }) => String(item.item_name ?? item.item_id ?? ''))
      .join(', ')
  } catch {
    return json
  }
}

const Example = ({ example }: { example: GoalPreview['examples'][number] }) => {
  const { valueName } = useValueNames()
  const format = useFormat()
  const details = Object.entries(example.properties)
    .filter(([, value]) => value !== '')
    .slice(0, propertiesShown)
    .map(([name, value]) => (name === 'items' ? itemNames(value) : `${name}: ${value}`))
  return (
    <Box component="li" py={6} style={{ borderTop: '1px solid var(--minnow-line)', listStyle: 'none' }}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {valueName('event', example.name)} · {example.path}
        {example.value === null ? '' : ` · ${format.decimal(example.value, 2)}`}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {[format.dateTime(example.time), ...details].join(' · ')}
      </Text>
    </Box>
  )
}

/** How many conversions of the last 30 days the condition would have counted, with the newest events. */
export const GoalPreviewBox = ({ condition, counting }: Pick<GoalDefinition, 'condition' | 'counting'>) => {
  const { t } = useTranslation('goals')
  const format = useFormat()
  const [settled] = useDebouncedValue(condition, waitMs)
  const ready = isReady(settled)
  const query = useReport('previewGoal', { condition: tidy(settled), counting }, { enabled: ready })
  if (!ready)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('preview.unready')}
      </Text>
    )
  if (query.isError) return <ErrorState error={query.error} />
  if (!query.data)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('preview.counting')}
      </Text>
    )
  const { conversions, people, days, examples } = query.data
  return (
    <Alert
      variant="outline"
      color="gray"
      icon={<IconTarget size={18} aria-hidden />}
      styles={{ root: { opacity: query.isPlaceholderData ? 0.6 : 1, borderColor: 'var(--minnow-line)' } }}
    >
      <Text role="status" fw={600} c="var(--mantine-color-text)" data-testid="goal-preview">
        {conversions === 0
          ? t('preview.none', { days })
          : t(settled && isOfPosts(settled) ? 'preview.ofPosts' : 'preview.found', {
              count: conversions,
              conversions: format.number(conversions),
              people: format.number(people),
              days,
            })}
      </Text>
      {examples.length > 0 ? (
        <Stack gap={0} component="ul" p={0} m={0} mt="xs" c="var(--mantine-color-text)">
          {examples.slice(0, examplesShown).map((example, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike in all that is shown
            <Example key={`${example.time} ${index}`} example={example} />
          ))}
        </Stack>
      ) : null}
    </Alert>
  )
}
