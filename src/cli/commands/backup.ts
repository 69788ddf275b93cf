import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Run } from '../run.ts'
import { count } from '../say.ts'

/** A copy that opens itself would not be sealed. */
const leftOut = (dataDir: string): string => {
  const file = join(dataDir, 'secret.key')
  return existsSync(file)
    ? ` Left out: ${file}, which opens stored secrets of other services; keep a copy of it, in another place.`
    : ''
}

export const registerBackup = (program: Command, run: Run): void => {
  program
    .command('backup <folder>')
    .description('copy everything, consistently, into a new folder; the server may go on running')
    .action(
      run(async ({ door, say, dataDir }, folder: string) => {
        const answer = await door.call('backup', {}, { folder: resolve(folder) })
        say.answer(
          answer,
          () =>
            `${count(answer.events)} events and all settings are in ${answer.folder} (${count(answer.bytes / 1e6)} MB). Bring them back with: minnow restore ${answer.folder} --data NEW_FOLDER.${leftOut(dataDir)}`,
        )
      }),
    )
}
