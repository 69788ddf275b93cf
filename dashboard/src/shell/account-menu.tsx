import { Menu } from '@mantine/core'
import { IconLogin2, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../queries.ts'
import { AccountButton } from './account-button.tsx'
import { PreferenceItems } from './preferences.tsx'
import { useSignOut } from './sign-out.ts'

/** Who I am, how it looks, which language, and the way out; opens as it arrives. */
export const AccountMenu = () => {
  const { t } = useTranslation('shell')
  const user = useMe()?.user
  const site = useSite()
  const signOut = useSignOut()
  return (
    <Menu position="top-start" width={240} shadow="md" defaultOpened>
      <Menu.Target>
        <AccountButton />
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
