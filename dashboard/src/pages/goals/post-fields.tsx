import { Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Condition, PostFigure } from '../../../../src/contract/goal.ts'
import { networkName } from '../../ui/network-names.ts'

type Posts = Extract<Condition, { kind: 'posts' }>

/** In the order of the posts' own table. */
const figures: readonly PostFigure[] = [
  ...(['views', 'completions', 'likes', 'comments', 'shares', 'saves', 'follows', 'clicks'] as const),
]
const usualNetworks = ['facebook', 'instagram', 'tiktok', 'youtube']

/** Which figures of posts are counted, and of which network. */
export const PostFields = ({ condition, onChange }: { condition: Posts; onChange: (condition: Posts) => void }) => {
  const { t } = useTranslation('goals')
  const { t: tPosts } = useTranslation('posts')
  const networks = [...new Set([...usualNetworks, ...(condition.network ? [condition.network] : [])])]
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={t('condition.postFigures')}
        value={condition.figures}
        onChange={(chosen) => onChange({ ...condition, figures: figures.filter((figure) => chosen.includes(figure)) })}
      >
        <Group gap="sm" mt={6}>
          {figures.map((figure) => (
            <Checkbox key={figure} value={figure} label={tPosts(`column.${figure}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Select
        label={t('condition.network')}
        data={[
          { value: '', label: t('condition.anyNetwork') },
          ...networks.map((network) => ({ value: network, label: networkName(network) })),
        ]}
        value={condition.network ?? ''}
        onChange={(network) => onChange({ ...condition, network: network ?? '' })}
        allowDeselect={false}
      />
      <Text size="xs" c="dimmed">
        {t('condition.postsHint')}
      </Text>
    </Stack>
  )
}
