import { OnDemand } from '../ui/on-demand.tsx'
import { SiteButton } from './site-button.tsx'

const load = () => import('./site-menu.tsx').then(({ SiteMenu }) => ({ default: SiteMenu }))

/** Which site this is, and the way to another. */
export const SiteSwitcher = () => <OnDemand load={load} trigger={(open) => <SiteButton {...open} />} />
