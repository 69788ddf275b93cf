import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { KeysSection } from './keys-section.tsx'
import { MeSection } from './me-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { isSection, type Section, sections } from './sections.ts'
import styles from './settings.module.css'
import { SiteSection } from './site-section.tsx'
import { TagSection } from './tag-section.tsx'

const bodies: Record<Section, () => React.ReactNode> = {
  site: () => <SiteSection />,
  tag: () => <TagSection />,
  people: () => <PeopleSection />,
  keys: () => <KeysSection />,
  me: () => <MeSection />,
}

/** Who may see it: keys are the owner's business; without an account there is nobody to be. */
const isFor = (section: Section, { role, hasAccount }: { role: string; hasAccount: boolean }): boolean => {
  if (section === 'keys') return role === 'owner'
  if (section === 'people' || section === 'me') return hasAccount
  return true
}

export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const hasAccount = Boolean(useMe()?.user)
  const { section } = useParams({ from: '/sites/$site/settings/$section' })
  const open = sections.filter((name) => isFor(name, { role: site.role, hasAccount }))
  const now = isSection(section) && open.includes(section) ? section : null
  return (
    <>
      <PageHeader question={t('title', { site: site.name })} />
      <nav aria-label={t('sections')}>
        <ul className={styles.tabs}>
          {open.map((name) => (
            <li key={name}>
              <Link
                to="/sites/$site/settings/$section"
                params={{ site: site.id, section: name }}
                className={styles.tab}
              >
                {t(`section.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.body} key={site.id}>
        {now ? bodies[now]() : <EmptyState title={t('no_section')}>{t('no_section_text')}</EmptyState>}
      </div>
    </>
  )
}
