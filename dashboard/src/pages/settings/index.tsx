import { NativeSelect } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe, useSite } from '../../queries.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { groups, isFor, sections } from './sections.ts'
import styles from './settings.module.css'

export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const hasAccount = Boolean(useMe()?.user)
  const { section } = useParams({ from: '/sites/$site/settings/$section' })
  const navigate = useNavigate()
  const open = sections.filter((one) => isFor(one, { role: site.role, hasAccount }))
  const now = open.find(({ name }) => name === section)
  const byGroup = groups
    .map((group) => ({ group, members: open.filter((one) => one.group === group) }))
    .filter(({ members }) => members.length > 0)
  return (
    <>
      <PageHeader question={t('title', { site: site.name })} />
      <div className={styles.page}>
        <nav aria-label={t('sections')} className={styles.list}>
          {byGroup.map(({ group, members }) => (
            <div key={group} className={styles.group}>
              <span className={styles.heading} id={`settings-${group}`}>
                {t(`group.${group}`)}
              </span>
              <ul aria-labelledby={`settings-${group}`}>
                {members.map(({ name }) => (
                  <li key={name}>
                    <Link
                      to="/sites/$site/settings/$section"
                      params={{ site: site.id, section: name }}
                      className={styles.link}
                    >
                      {t(`section.${name}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {/* The same choice on a phone, where a list would push everything else down. */}
        <NativeSelect
          className={styles.choice}
          aria-label={t('sections')}
          size="md"
          value={now?.name ?? ''}
          onChange={({ currentTarget }) =>
            navigate({
              to: '/sites/$site/settings/$section',
              params: { site: site.id, section: currentTarget.value },
            })
          }
          data={byGroup.map(({ group, members }) => ({
            group: t(`group.${group}`),
            items: members.map(({ name }) => ({ value: name, label: t(`section.${name}`) })),
          }))}
        />
        <div className={styles.body} key={site.id}>
          {now ? (
            <Suspense fallback={<LoadingState />}>
              <now.Body />
            </Suspense>
          ) : (
            <EmptyState title={t('no_section')}>{t('no_section_text')}</EmptyState>
          )}
        </div>
      </div>
    </>
  )
}
