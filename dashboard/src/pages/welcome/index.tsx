import { useParams } from '@tanstack/react-router'
import { useMe } from '../../queries.ts'
import { AccountStep } from './account-step.tsx'
import { SiteStep } from './site-step.tsx'
import { TagStep } from './tag-step.tsx'

/** The first visit: an account, then a site. For those who have an account: one more site. */
export const WelcomePage = () => {
  const me = useMe()
  if (!me) return null
  return me.user ? <SiteStep /> : <AccountStep />
}

/** Then its tag, and the first event arriving. */
export const WelcomeTagPage = () => {
  const { site: id } = useParams({ from: '/welcome/$site' })
  const site = useMe()?.sites.find((mine) => mine.id === id)
  return site ? <TagStep site={site} /> : null
}
