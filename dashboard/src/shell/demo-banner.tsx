import { Anchor, Box, Group, Progress, Text } from '@mantine/core'
import { IconFish } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAsk, useMe, useSite } from '../queries.ts'
import { Note } from '../ui/note.tsx'

const askAgainMs = 3_000

/** Says that this is the demo shop, and while it is so, that its older history is still filling. */
export const DemoBanner = () => {
  const site = useSite()
  return site.demo ? <Banner /> : null
}

const Banner = () => {
  const { t } = useTranslation('shell')
  const me = useMe()
  const progress = useAsk(
    'demoProgress',
    { params: {} },
    {
      refetchEveryMs: (known) => (known?.filling === false ? false : askAgainMs),
    },
  ).data
  const isFilling = progress?.filling === true
  return (
    <Box mb="lg">
      <Note tone="plain" icon={<IconFish size={20} stroke={1.8} />}>
        <Group gap="md" justify="space-between">
          <Text size="sm" flex="1 1 300px">
            {isFilling ? t('demo.filling', { filled: progress.days_filled, days: progress.days }) : t('demo.text')}
          </Text>
          <Group gap="md">
            <Anchor href="/demo-shop/" target="_blank" size="sm">
              {t('demo.visit')}
            </Anchor>
            {me?.needs_owner ? (
              <Anchor component={Link} to="/welcome" size="sm">
                {t('demo.own')}
              </Anchor>
            ) : null}
          </Group>
        </Group>
        {isFilling ? (
          <Progress
            mt="xs"
            size="sm"
            value={(100 * progress.days_filled) / Math.max(1, progress.days)}
            color="var(--minnow-macro)"
            aria-label={t('demo.progress')}
          />
        ) : null}
      </Note>
    </Box>
  )
}
