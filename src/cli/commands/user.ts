import type { Command } from 'commander'
import type { Run } from '../run.ts'
import { table } from '../say.ts'

export const registerUser = (program: Command, run: Run): void => {
  const user = program.command('user').description('accounts of this installation')

  user
    .command('list')
    .description('list all accounts')
    .action(
      run(async ({ door, say }) => {
        const accounts = await door.call('accounts', {})
        say.answer(accounts, () =>
          table(
            ['name', 'e-mail'],
            accounts.map(({ name, email }) => [name, email]),
          ),
        )
      }),
    )

  user
    .command('reset-password <email>')
    .description('give a locked-out account a new password and sign it out everywhere')
    .option('--password <password>', 'at least 10 characters; else one is made')
    .action(
      run(async ({ door, say }, email: string, { password }: { password?: string }) => {
        const answer = await door.call('resetPassword', {}, password === undefined ? { email } : { email, password })
        say.answer(
          { email, password: answer.password },
          () =>
            `The new password of ${email} is\n\n  ${answer.password}\n\nSign in with it and change it under Settings.`,
        )
      }),
    )
}
