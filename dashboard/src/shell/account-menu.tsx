import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconLogin2, IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../queries.ts'
import { PreferenceItems } from './preferences.tsx'
import styles from './shell.module.css'
import { useSignOut } from './sign-out.ts'

/** Who I am, how it looks, which language, and the way out. */
export const AccountMenu = () => {
  const { t } = useTranslation('shell')
  const user = useMe()?.user
  const site = useSite()
  const signOut = useSignOut()
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.link} w="100%">
          <IconUserCircle size={20} stroke={1.7} aria-hidden />
          <Text span truncate flex={1} size="sm" fw={500}>
            {user?.name ?? t('account.guest')}
          </Text>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <PreferenceItems />
        <Menu.Divider />
        {user ? (
          <>
            <Menu.Item
              component={Link}
              to="/sites/$site/settings/$section"
              params={{ site: site.id, section: 'me' } as never}
              leftSection={<IconUserCircle size={16} aria-hidden />}
            >
              {t('account.mine')}
            </Menu.Item>
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
              {t('account.sign_out')}
            </Menu.Item>
          </>
        ) : (
          <Menu.Item component={Link} to="/sign-in" leftSection={<IconLogin2 size={16} aria-hidden />}>
            {t('account.sign_in')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
