import type { ControlStore } from '../../control/index.ts'
import { type Random, randomText } from '../../platform/random.ts'
import { hashPassword } from './passwords.ts'

const MADE_LENGTH = 16

/**
 * Gives an account a new password, made here when none is given, and ends all its sessions. Two-factor is
 * taken off, too: who has lost the password may have lost the phone. Undefined: there is no such account.
 */
export const resetPassword = async (
  { control, random }: { control: ControlStore; random: Random },
  { email, password }: { email: string; password?: string | undefined },
): Promise<{ password: string } | undefined> => {
  const { db } = control
  const user = await db.selectFrom('users').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst()
  if (!user) return undefined
  const chosen = password ?? randomText(random, MADE_LENGTH)
  const hash = await hashPassword(chosen, random)
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('user_accounts')
      .set({ password: hash })
      .where('userId', '=', user.id)
      .where('providerId', '=', 'credential')
      .execute()
    await transaction.updateTable('users').set({ twoFactorEnabled: false }).where('id', '=', user.id).execute()
    await transaction.deleteFrom('user_two_factors').where('userId', '=', user.id).execute()
    await transaction.deleteFrom('user_sessions').where('userId', '=', user.id).execute()
  })
  return { password: chosen }
}
