import { Menu, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/i18n.ts'
import { isLanguage, languageNames, languages } from '../i18n/languages.ts'
import { useChooseLanguage } from './use-choose-language.ts'

const schemes = ['light', 'dark', 'auto'] as const

/** How it looks and which language it speaks. */
export const PreferenceItems = () => {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const choose = useChooseLanguage()
  return (
    <>
      <Menu.Label>{t('theme.label')}</Menu.Label>
      <Menu.RadioGroup
        value={colorScheme}
        onChange={(scheme) => setColorScheme(schemes.find((name) => name === scheme) ?? 'auto')}
      >
        {schemes.map((name) => (
          <Menu.RadioItem key={name} value={name}>
            {t(`theme.${name}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t('language.label')}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={(code) => isLanguage(code) && void choose(code)}>
        {languages.map((code) => (
          <Menu.RadioItem key={code} value={code} lang={code}>
            {languageNames[code]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}
