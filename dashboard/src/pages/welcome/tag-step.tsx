import { Button, Group, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type SiteOfMe, useAsk } from '../../queries.ts'
import { Arrival } from '../../ui/arrival.tsx'
import { Outside } from '../../ui/outside.tsx'
import { TagChoice } from '../../ui/tag-choice.tsx'
import { DemoOffer } from './demo-offer.tsx'
import { Steps } from './steps.tsx'

/** The tag to copy, and the first event arriving live. */
export const TagStep = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('welcome')
  const status = useAsk('siteStatus', { params: { site: site.id } }).data
  const hasData = typeof status?.first_event === 'number'
  return (
    <Outside
      title={t('tag.title')}
      text={t('tag.text')}
      maxWidth={640}
      above={<Steps steps={['account', 'site', 'tag']} now="tag" />}
    >
      <Stack gap="xl">
        <TagChoice site={site} />
        <Arrival site={site}>
          <Group mt="md">
            <Button component={Link} to="/sites/$site/live" params={{ site: site.id } as never}>
              {t('tag.live')}
            </Button>
            <Button component={Link} variant="default" to="/sites/$site/overview" params={{ site: site.id } as never}>
              {t('tag.overview')}
            </Button>
          </Group>
        </Arrival>
        {hasData ? null : (
          <Button component={Link} variant="subtle" to="/sites/$site/overview" params={{ site: site.id } as never}>
            {t('tag.later')}
          </Button>
        )}
      </Stack>
      {hasData ? null : <DemoOffer />}
    </Outside>
  )
}
