import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.css'
import { IconSearch, IconSettings, IconTarget, IconWorld } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../figures/names.ts'
import { isFor, sections } from '../pages/settings/sections.ts'
import { useMe, useReport, useSite } from '../queries.ts'
import { pages } from './navigation.ts'
import { useSwitchSite } from './use-switch-site.ts'

const iconSize = 20

/** Finds pages, goals, settings and sites by name. */
export const Search = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['shell', 'settings'])
  const site = useSite()
  const me = useMe()
  const goals = useReport('goals').data ?? []
  const { goalName, groupName } = useNames()
  const navigate = useNavigate()
  const switchSite = useSwitchSite()
  useEffect(() => spotlight.open(), [])

  const pageActions: SpotlightActionData[] = pages.map(({ name, to, icon: PageIcon }) => ({
    id: `page ${name}`,
    label: t(`page.${name}`),
    description: t(`page_question.${name}`),
    leftSection: <PageIcon size={iconSize} aria-hidden />,
    onClick: () => void navigate({ to, params: { site: site.id } }),
  }))
  const goalActions: SpotlightActionData[] = goals.map((goal) => ({
    id: `goal ${goal.id}`,
    label: goalName(goal),
    description: groupName(goal.group),
    leftSection: <IconTarget size={iconSize} aria-hidden />,
    onClick: () =>
      void navigate({ to: '/sites/$site/goals', params: { site: site.id }, search: { goal: goal.id } as never }),
  }))
  const settings = sections.filter((one) => isFor(one, { role: site.role, hasAccount: Boolean(me?.user) }))
  const settingActions: SpotlightActionData[] = settings.map(({ name: section }) => ({
    id: `setting ${section}`,
    label: t(`settings:section.${section}`),
    leftSection: <IconSettings size={iconSize} aria-hidden />,
    onClick: () => void navigate({ to: '/sites/$site/settings/$section', params: { site: site.id, section } }),
  }))
  const siteActions: SpotlightActionData[] = (me?.sites ?? [])
    .filter(({ id }) => id !== site.id)
    .map(({ id, name, domains }) => ({
      id: `site ${id}`,
      label: name,
      description: domains[0] ?? '',
      leftSection: <IconWorld size={iconSize} aria-hidden />,
      onClick: () => void switchSite(id),
    }))

  return (
    <Spotlight
      actions={[
        { group: t('search.pages'), actions: pageActions },
        { group: t('search.goals'), actions: goalActions },
        { group: t('search.settings'), actions: settingActions },
        { group: t('search.sites'), actions: siteActions },
      ].filter(({ actions }) => actions.length > 0)}
      onSpotlightClose={onClose}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={12}
      nothingFound={t('search.nothing')}
      searchProps={{
        leftSection: <IconSearch size={iconSize} aria-hidden />,
        placeholder: t('search.placeholder'),
        'aria-label': t('search.placeholder'),
      }}
    />
  )
}
