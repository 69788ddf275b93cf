import type { Command } from 'commander'
import { readConfig } from '../platform/config.ts'
import { type Door, openDoor } from './door.ts'
import { createSay, type Say } from './say.ts'

export type Context = { door: Door; say: Say; dataDir: string }
/** Wraps a command that talks to an installation: opens its door, closes it whatever happens. */
export type Run = <Arguments extends unknown[]>(
  action: (context: Context, ...given: Arguments) => Promise<void>,
) => (...given: [...Arguments, Command]) => Promise<void>

/** The options that every command takes. */
export const globalOptions = (command: Command): { dataDir: string; say: Say } => {
  const { data, json } = command.optsWithGlobals<{ data?: string; json?: boolean }>()
  return { dataDir: readConfig({ dataDir: data }).dataDir, say: createSay(json === true) }
}

export const run: Run =
  (action) =>
  async (...given) => {
    const command = given.at(-1) as Command
    const { dataDir, say } = globalOptions(command)
    const door = await openDoor(dataDir)
    try {
      await action({ door, say, dataDir }, ...(given.slice(0, -1) as never))
    } finally {
      await door.close()
    }
  }
