import { Accordion, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useReport, useSite } from '../../../queries.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { IdForm } from './id-form.tsx'
import { IdTable } from './id-table.tsx'
import { ToolItem } from './tool-item.tsx'

/** What a shop already runs, pointed here: the host to write into it, and whether its events arrive. */
export const OtherToolsSection = () => {
  const { t } = useTranslation('other-tools')
  const site = useSite()
  const answer = useReport('otherTools')
  return (
    <QueryView query={answer}>
      {({ url, tools, ids }) => (
        <Stack gap="xl">
          <Text c="dimmed">{t('text')}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <CopyField label={t('host')} text={url} />
            <CopyField label={t('id')} text={site.id} />
          </SimpleGrid>
          <Accordion variant="contained" chevronPosition="right">
            {tools.map((state) => (
              <ToolItem key={state.tool} state={state} place={{ url, site: site.id, domain: site.domains[0] ?? '' }} />
            ))}
          </Accordion>
          <Card>
            <Title order={2} fz="md" mb={4}>
              {t('ids.title')}
            </Title>
            <Text size="sm" c="dimmed" mb="md">
              {t('ids.text')}
            </Text>
            <Stack>
              {ids.length > 0 ? <IdTable ids={ids} /> : <Text c="dimmed">{t('ids.none')}</Text>}
              {site.role === 'owner' ? <IdForm /> : <Text c="dimmed">{t('ids.owner')}</Text>}
            </Stack>
          </Card>
        </Stack>
      )}
    </QueryView>
  )
}
