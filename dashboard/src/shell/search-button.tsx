import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './shell.module.css'

// The search itself is loaded when it is first wanted.
const Search = lazy(() => import('./search.tsx').then(({ Search }) => ({ default: Search })))

let isWanted = false
const listeners = new Set<() => void>()
const set = (wanted: boolean) => {
  isWanted = wanted
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const openSearch = (): void => set(true)
export const closeSearch = (): void => set(false)

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)

/** ⌘K. */
export const SearchButton = () => {
  const { t } = useTranslation('shell')
  const isOpen = useSyncExternalStore(subscribe, () => isWanted)
  useHotkeys([['mod+K', openSearch]], [])
  return (
    <>
      <UnstyledButton className={styles.link} onClick={openSearch} aria-keyshortcuts="Meta+K Control+K">
        <IconSearch size={20} stroke={1.7} aria-hidden />
        <Text span flex={1} size="sm" fw={500}>
          {t('search.button')}
        </Text>
        <Kbd size="xs" aria-hidden>
          {isMac ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <Suspense fallback={null}>{isOpen ? <Search onClose={closeSearch} /> : null}</Suspense>
    </>
  )
}
