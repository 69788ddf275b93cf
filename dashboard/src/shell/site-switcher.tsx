import { Badge, Button, Menu, Text } from '@mantine/core'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { Link, useMatches, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../queries.ts'

/** The same page of another site. */
export const useSwitchSite = () => {
  const navigate = useNavigate()
  const route = useMatches({ select: (matches) => matches.at(-1)?.fullPath })
  return (site: string) => {
    const page = route?.startsWith('/sites/$site/') ? route : '/sites/$site/overview'
    return navigate({ to: page, params: { site } as never, search: (current: object) => current as never } as never)
  }
}

export const SiteSwitcher = () => {
  const { t } = useTranslation('shell')
  const me = useMe()
  const site = useSite()
  const switchSite = useSwitchSite()
  return (
    <Menu position="bottom-start" width={280} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          h={40}
          px="sm"
          maw={{ base: 170, sm: 240 }}
          rightSection={<IconSelector size={16} aria-hidden />}
          aria-label={t('site.switch', { site: site.name })}
        >
          <Text truncate fw={600} size="sm">
            {site.name}
          </Text>
        </Button>
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
