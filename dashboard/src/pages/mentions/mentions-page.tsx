import { Button, Tabs } from '@mantine/core'
import { IconRss } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MentionsAnswer } from '../../../../src/contract/mention.ts'
import { useFrame, usePageSearch } from '../../frame-bar/index.ts'
import { mayEdit, useReport, useSite } from '../../queries.ts'
import { networkName } from '../../ui/network-names.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Giveaways } from './giveaways.tsx'
import { Mentions } from './mentions.tsx'
import { readMentionsSearch, tabs } from './mentions-search.ts'

const rowLimit = 200

const useAnswer = (answer: MentionsAnswer | undefined): string | undefined => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const [first] = answer?.networks ?? []
  if (!answer || !first || answer.totals.mentions === 0) return undefined
  const { mentions, positive, negative } = answer.totals
  const most = t('answer.most', {
    count: mentions,
    number: format.number(mentions),
    network: first.key === '' ? t('elsewhere') : networkName(first.key),
    share: format.percent(first.mentions / mentions),
  })
  const told =
    positive + negative > 0
      ? t('answer.sentiment', { positive: format.number(positive), negative: format.number(negative) })
      : ''
  return `${most} ${told}`.trim()
}

export const MentionsPage = () => {
  const { t } = useTranslation('mentions')
  const site = useSite()
  const { frame } = useFrame()
  const [search, changeSearch] = usePageSearch(readMentionsSearch)
  const tab = search.tab ?? 'mentions'
  const query = useReport('mentionsReport', { ...frame, limit: rowLimit })
  const answer = useAnswer(query.data)
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        {mayEdit(site) ? (
          <Button
            variant="default"
            leftSection={<IconRss size={18} aria-hidden />}
            renderRoot={(properties) => (
              <Link to="/sites/$site/settings/$section" params={{ site: site.id, section: 'feeds' }} {...properties} />
            )}
          >
            {t('setUp')}
          </Button>
        ) : null}
      </PageHeader>
      <Tabs
        value={tab}
        onChange={(next) => void changeSearch({ tab: next === 'giveaways' ? 'giveaways' : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('question')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} mih={40}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="mentions">
          <Mentions query={query} />
        </Tabs.Panel>
        <Tabs.Panel value="giveaways">
          <Giveaways />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
