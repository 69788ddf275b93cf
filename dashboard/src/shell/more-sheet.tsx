import { Drawer, SegmentedControl, Select, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogin2, IconLogout, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/i18n.ts'
import { isLanguage, languageNames, languages } from '../i18n/languages.ts'
import { useMe, useSite } from '../queries.ts'
import { pages } from './navigation.ts'
import { openSearch } from './search-button.tsx'
import styles from './shell.module.css'
import { useSignOut } from './sign-out.ts'
import { useChooseLanguage } from './use-choose-language.ts'

type Properties = { isOpen: boolean; close: () => void }

/** What the bottom bar of a phone has no room for. */
export const MoreSheet = ({ isOpen, close }: Properties) => {
  const { t } = useTranslation('shell')
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      position="bottom"
      size="auto"
      styles={{ content: { height: 'auto', maxHeight: '85dvh' }, title: { fontWeight: 650 } }}
      title={t('navigation.more')}
      closeButtonProps={{ 'aria-label': t('action.close'), size: 40 }}
    >
      <Sheet close={close} />
    </Drawer>
  )
}

const Sheet = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('shell')
  const site = useSite()
  const user = useMe()?.user
  const signOut = useSignOut()
  const language = useLanguage()
  const choose = useChooseLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Stack gap="xs" pb="md">
      {pages
        .filter(({ onPhone }) => !onPhone)
        .map(({ name, to, icon: PageIcon }) => (
          <Link key={name} to={to} params={{ site: site.id }} className={styles.link} onClick={close}>
            <PageIcon size={20} stroke={1.7} aria-hidden />
            {t(`page.${name}`)}
          </Link>
        ))}
      <UnstyledButton
        className={styles.link}
        onClick={() => {
          close()
          openSearch()
        }}
      >
        <IconSearch size={20} stroke={1.7} aria-hidden />
        {t('search.button')}
      </UnstyledButton>
      {user ? (
        <UnstyledButton className={styles.link} onClick={() => void signOut()}>
          <IconLogout size={20} stroke={1.7} aria-hidden />
          {t('account.sign_out')}
        </UnstyledButton>
      ) : (
        <Link to="/sign-in" className={styles.link}>
          <IconLogin2 size={20} stroke={1.7} aria-hidden />
          {t('account.sign_in')}
        </Link>
      )}
      <Text size="sm" fw={600} mt="xs" id="sheet-theme">
        {t('theme.label')}
      </Text>
      <SegmentedControl
        aria-labelledby="sheet-theme"
        fullWidth
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as 'light' | 'dark' | 'auto')}
        data={(['light', 'dark', 'auto'] as const).map((scheme) => ({ value: scheme, label: t(`theme.${scheme}`) }))}
      />
      <Select
        label={t('language.label')}
        value={language}
        allowDeselect={false}
        data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
        onChange={(code) => isLanguage(code) && void choose(code)}
        size="md"
      />
    </Stack>
  )
}
