import { OnDemand } from '../ui/on-demand.tsx'
import { AccountButton } from './account-button.tsx'

const load = () => import('./account-menu.tsx').then(({ AccountMenu }) => ({ default: AccountMenu }))

/** Who is signed in, and their menu. */
export const Account = () => <OnDemand load={load} trigger={(open) => <AccountButton {...open} />} />
