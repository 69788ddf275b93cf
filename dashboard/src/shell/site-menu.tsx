import { Badge, Menu, Text } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../queries.ts'
import { SiteButton } from './site-button.tsx'
import { useSwitchSite } from './use-switch-site.ts'

/** The sites to choose from; opens as it arrives. */
export const SiteMenu = () => {
  const { t } = useTranslation('shell')
  const me = useMe()
  const site = useSite()
  const switchSite = useSwitchSite()
  return (
    <Menu position="bottom-start" width={280} shadow="md" defaultOpened>
      <Menu.Target>
        <SiteButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('site.sites')}</Menu.Label>
        {me?.sites.map(({ id, name, demo, domains }) => (
          <Menu.Item
            key={id}
            onClick={() => switchSite(id)}
            leftSection={
              <IconCheck size={16} aria-hidden style={{ visibility: id === site.id ? 'visible' : 'hidden' }} />
            }
            rightSection={demo ? <Badge variant="default">{t('site.demo')}</Badge> : null}
            aria-current={id === site.id || undefined}
          >
            <Text size="sm" fw={500} truncate>
              {name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {domains[0]}
            </Text>
          </Menu.Item>
        ))}
        {me?.user || me?.needs_owner ? (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} to="/welcome" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('site.add')}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
