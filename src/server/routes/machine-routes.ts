import { endpoints } from '../../contract/api.ts'
import { resetPassword } from '../accounts/reset-password.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { type Route, route } from '../http/route.ts'
import { backup } from '../operating/backup.ts'

/** For whoever sits at the machine, through the command line. */
export const machineRoutes = (deps: Deps): Route[] => [
  route(endpoints.accounts, async () =>
    deps.control.db.selectFrom('users').select(['id', 'name', 'email']).orderBy('email').execute(),
  ),

  route(endpoints.resetPassword, async ({ input }) => {
    const answer = await resetPassword(deps, input)
    if (!answer) throw new Refusal('account_not_found')
    return answer
  }),

  route(endpoints.backup, async ({ input }) => backup(deps, input.folder)),
]
