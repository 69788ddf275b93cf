import { NativeSelect, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/i18n.ts'
import { isLanguage, languageNames, languages } from '../i18n/languages.ts'
import { Logo } from '../shell/logo.tsx'
import { useChooseLanguage } from '../shell/use-choose-language.ts'
import styles from './outside.module.css'

type Properties = { title: string; text?: ReactNode; maxWidth?: number; above?: ReactNode; children: ReactNode }

/** A page before or beside the frame: sign-in, first visit, invitation. */
export const Outside = ({ title, text, maxWidth = 460, above, children }: Properties) => {
  const { t } = useTranslation('shell')
  const language = useLanguage()
  const choose = useChooseLanguage()
  useEffect(() => {
    document.title = `${title} · Minnow`
  }, [title])
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <a href="/" className={styles.logo}>
          <Logo />
          Minnow
        </a>
        <NativeSelect
          aria-label={t('language.label')}
          value={language}
          data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && void choose(value)}
          w={148}
          size="md"
        />
      </header>
      <main className={styles.main} style={{ maxWidth }}>
        {above}
        <Title order={1} fz={{ base: 24, sm: 28 }} lh={1.3} mb={text ? 6 : 'lg'}>
          {title}
        </Title>
        {text ? (
          <Text c="dimmed" mb="lg">
            {text}
          </Text>
        ) : null}
        {children}
      </main>
    </div>
  )
}
