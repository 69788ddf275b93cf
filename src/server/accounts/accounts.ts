import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { alone, claimSetting, readSetting, writeSetting } from '../../control/index.ts'
import { late } from '../../platform/late.ts'
import { packageRoot } from '../../platform/package-root.ts'
import type { AccountsDeps, Auth } from './auth.ts'

/** better-auth, loaded when somebody who signs in or is signed in first asks for it: a quarter of a second. */
export type Accounts = () => Promise<Auth>

export type SignedIn = { id: string; name: string; email: string; language: string | null }

const secretOf = async ({ control, random }: AccountsDeps): Promise<string> => {
  await claimSetting(control.db, 'auth_secret', Buffer.from(random.bytes(32)).toString('base64'))
  const secret = await readSetting(control.db, 'auth_secret')
  if (!secret) throw new Error('the secret of the sessions could not be stored')
  return secret
}

/** Changes with the version of better-auth, which package.json says, and with the options that it is given. */
const schemaMark = (): string => {
  const options = join(import.meta.dirname, `auth${extname(import.meta.filename)}`)
  const mark = createHash('sha256')
  for (const file of [join(packageRoot, 'package.json'), options]) mark.update(readFileSync(file))
  return mark.digest('base64')
}

/** Tables of accounts are made here, at the first start of each version. */
export const openAccounts = async (deps: AccountsDeps): Promise<Accounts> => {
  const secret = await secretOf(deps)
  const accounts = late(async () => (await import('./auth.ts')).createAuth(deps, secret))
  const mark = schemaMark()
  if ((await readSetting(deps.control.db, 'accounts_schema')) !== mark) {
    const { migrateAccounts } = await import('./auth.ts')
    const auth = await accounts()
    await alone(deps.control, () => migrateAccounts(auth))
    await writeSetting(deps.control.db, 'accounts_schema', mark)
  }
  return accounts
}
