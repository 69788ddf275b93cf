import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/i18n.ts'
import { languageNames, languages } from '../i18n/languages.ts'
import { useChooseLanguage } from './use-choose-language.ts'

const schemes = [
  { name: 'light', icon: IconSun },
  { name: 'dark', icon: IconMoon },
  { name: 'auto', icon: IconDeviceDesktop },
] as const

const tick = (isChosen: boolean) => (
  <IconCheck size={16} aria-hidden style={{ visibility: isChosen ? 'visible' : 'hidden' }} />
)

export const PreferenceItems = () => {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const choose = useChooseLanguage()
  return (
    <>
      <Menu.Label>{t('theme.label')}</Menu.Label>
      {schemes.map(({ name, icon: SchemeIcon }) => (
        <Menu.Item
          key={name}
          role="menuitemradio"
          aria-checked={colorScheme === name}
          closeMenuOnClick={false}
          onClick={() => setColorScheme(name)}
          leftSection={<SchemeIcon size={16} aria-hidden />}
          rightSection={tick(colorScheme === name)}
        >
          {t(`theme.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('language.label')}</Menu.Label>
      {languages.map((code) => (
        <Menu.Item
          key={code}
          role="menuitemradio"
          aria-checked={language === code}
          lang={code}
          closeMenuOnClick={false}
          onClick={() => void choose(code)}
          rightSection={tick(language === code)}
        >
          {languageNames[code]}
        </Menu.Item>
      ))}
    </>
  )
}
