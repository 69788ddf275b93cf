import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../platform/clock.ts'
import { createLog } from '../../platform/log.ts'
import { CommandError } from '../exit.ts'
import { globalOptions } from '../run.ts'
import { count } from '../say.ts'

export const registerRestore = (program: Command): void => {
  program
    .command('restore <backup>')
    .description('bring a backup back, into a data folder that is empty or does not exist yet')
    .action(async (backup: string, _options: unknown, command: Command) => {
      const { FolderInUse, RestoreRefused, restoreBackup } = await import('../../server/index.ts')
      const { dataDir, say } = globalOptions(command)
      const answer = await restoreBackup(resolve(backup), dataDir, {
        clock: systemClock,
        log: createLog('error'),
      }).catch((error: Error) => {
        if (error instanceof RestoreRefused) throw new CommandError('usage', error.message)
        throw error instanceof FolderInUse ? new CommandError('unavailable', error.message) : error
      })
      say.answer(
        answer,
        () =>
          `${count(answer.events)} events and all settings are back in ${dataDir}. Start with: npm start -- --data ${dataDir}`,
      )
    })
}
