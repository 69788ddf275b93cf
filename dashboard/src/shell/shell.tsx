import { Link, Outlet, useMatches } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSite } from '../queries.ts'
import { useHasSaid } from '../ui/say.ts'
import { LoadingState } from '../ui/states.tsx'
import { Account } from './account.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { rememberSite } from './last-site.ts'
import { Logo } from './logo.tsx'
import { pages } from './navigation.ts'
import { SearchButton } from './search-button.tsx'
import styles from './shell.module.css'
import { SiteSwitcher } from './site-switcher.tsx'

const Toasts = lazy(() => import('./toasts.tsx').then(({ Toasts }) => ({ default: Toasts })))
const FrameBar = lazy(() => import('../frame-bar/frame-bar.tsx').then(({ FrameBar }) => ({ default: FrameBar })))

/** The frame around every page of a site: navigation, the bar on top, the page. */
export const Shell = () => {
  const { t } = useTranslation('shell')
  const site = useSite()
  const isFramed = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.framed === true) })
  const hasSaid = useHasSaid()
  useEffect(() => rememberSite(site.id), [site.id])

  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        {t('navigation.skip')}
      </a>
      <nav className={styles.side} aria-label={t('navigation.label')}>
        <Link to="/" className={styles.logo}>
          <Logo />
          Minnow
        </Link>
        <ul className={styles.links}>
          {pages.map(({ name, to, icon: PageIcon }) => (
            <li key={name}>
              <Link to={to} params={{ site: site.id }} className={styles.link}>
                <PageIcon size={20} stroke={1.7} aria-hidden />
                {t(`page.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
        <SearchButton />
        <Account />
      </nav>
      <div>
        <header className={styles.bar}>
          <SiteSwitcher />
          <div className={styles.frameBar}>
            <Suspense fallback={null}>{isFramed ? <FrameBar /> : null}</Suspense>
          </div>
        </header>
        <main id="main" className={styles.main} tabIndex={-1}>
          <DemoBanner />
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar />
      <Suspense fallback={null}>{hasSaid ? <Toasts /> : null}</Suspense>
    </div>
  )
}
