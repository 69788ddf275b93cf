import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { createLog } from '../../platform/log.ts'
import { CommandError } from '../exit.ts'
import { globalOptions } from '../run.ts'
import { count } from '../say.ts'

export const registerRestore = (program: Command): void => {
  program
    .command('restore <backup>')
    .description('bring a backup back, into a data folder that is empty or does not exist yet')
    .option('--erasures <file>', 'who was erased since: erasures.jsonl of the old data folder; else looked for there')
    .action(async (backup: string, options: { erasures?: string }, command: Command) => {
      const { FolderInUse, RestoreRefused, restoreBackup } = await import('../../server/index.ts')
      const { dataDir, say } = globalOptions(command)
      const answer = await restoreBackup(resolve(backup), dataDir, {
        clock: systemClock,
        log: createLog('error'),
        erasures: options.erasures && resolve(options.erasures),
      }).catch((error: Error) => {
        if (error instanceof RestoreRefused) throw new CommandError('usage', error.message)
        throw error instanceof FolderInUse ? new CommandError('unavailable', error.message) : error
      })
      const { events, made, erased_since: erased } = answer
      const people = answer.erasures_known
        ? erased === 0
          ? ''
          : ` ${count(erased)} people who were erased since were left out.`
        : ` Who was erased since ${new Date(made).toISOString().slice(0, 10)} is not known, because the old data folder is gone, and they are back: restore again with --erasures FILE if you kept its erasures.jsonl, or erase them again.`
      const keyMissing =
        readConfig().secretKeys.length > 0
          ? ''
          : ` Before the first start, put the old data folder's secret.key there: it opens stored secrets of other services.`
      say.answer(
        answer,
        () =>
          `${count(events)} events and all settings are back in ${dataDir}.${people}${keyMissing} Start with: npm start -- --data ${dataDir}`,
      )
    })
}
