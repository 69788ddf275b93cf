import { Command, CommanderError } from 'commander'
import { ConfigError } from '../platform/config.ts'
import { version } from '../platform/package-root.ts'
import { registerBackup } from './commands/backup.ts'
import { registerDemo } from './commands/demo.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerExport } from './commands/export.ts'
import { registerImport } from './commands/import.ts'
import { registerImports } from './commands/imports.ts'
import { registerMention } from './commands/mention.ts'
import { registerMove } from './commands/move.ts'
import { registerPerson } from './commands/person.ts'
import { registerReport } from './commands/report.ts'
import { registerRestore } from './commands/restore.ts'
import { registerSite } from './commands/site.ts'
import { registerStart } from './commands/start.ts'
import { registerUser } from './commands/user.ts'
import { CommandError, exitCodes } from './exit.ts'
import { run } from './run.ts'

const program = new Command('minnow')
  .description('Shows how the small things visitors do feed the big one.')
  .version(version)
  .option('--data <folder>', 'where the data is (default: ./data, or MINNOW_DATA)')
  .option('--json', 'print one JSON document, and errors as JSON')
  .showHelpAfterError('(minnow --help lists the commands)')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed · 2 wrong words · 3 not found · 4 not available now · 5 done, some lines left out',
  )

registerStart(program)
registerSite(program, run)
registerImport(program, run)
registerImports(program, run)
registerMention(program, run)
registerReport(program, run)
registerExport(program, run)
registerDemo(program, run)
registerUser(program, run)
registerPerson(program, run)
registerBackup(program, run)
registerMove(program)
registerRestore(program)
registerDoctor(program)

/** Options that every command takes may stand anywhere. */
const inherit = (command: Command): void => {
  for (const child of command.commands) {
    child.option('--data <folder>', 'where the data is').option('--json', 'print one JSON document').exitOverride()
    inherit(child)
  }
}
inherit(program)

// `minnow … | head` closes the pipe early; that is no failure.
process.stdout.on('error', () => process.exit())

const tell = (code: string, message: string): void => {
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  else process.stderr.write(`${message}\n`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  } else if (error instanceof CommandError) {
    tell(error.exit, error.message)
    process.exitCode = exitCodes[error.exit]
  } else if (error instanceof ConfigError) {
    tell('usage', error.message)
    process.exitCode = exitCodes.usage
  } else {
    tell('failed', error instanceof Error ? error.message : String(error))
    process.exitCode = exitCodes.failed
  }
}
