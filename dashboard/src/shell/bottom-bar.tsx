import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSite } from '../queries.ts'
import { pages } from './navigation.ts'
import styles from './shell.module.css'

const MoreSheet = lazy(() => import('./more-sheet.tsx').then(({ MoreSheet }) => ({ default: MoreSheet })))

/** The navigation of a phone: four pages at the thumb, the rest in a sheet. */
export const BottomBar = () => {
  const { t } = useTranslation('shell')
  const site = useSite()
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const open = () => {
    setOpened(true)
    setOpen(true)
  }
  return (
    <>
      <nav className={styles.bottom} aria-label={t('navigation.label')}>
        {pages
          .filter(({ onPhone }) => onPhone)
          .map(({ name, to, icon: PageIcon }) => (
            <Link key={name} to={to} params={{ site: site.id }} className={styles.tab}>
              <PageIcon size={22} stroke={1.7} aria-hidden />
              {t(`page.${name}`)}
            </Link>
          ))}
        <button type="button" className={styles.tab} aria-expanded={isOpen} onClick={open}>
          <IconDots size={22} stroke={1.7} aria-hidden />
          {t('navigation.more')}
        </button>
      </nav>
      <Suspense fallback={null}>
        {wasOpened ? <MoreSheet isOpen={isOpen} close={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  )
}
