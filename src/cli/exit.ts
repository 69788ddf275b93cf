/** Exit codes, the same for every command; `minnow --help` lists them. */
export const exitCodes = {
  done: 0,
  /** Something went wrong that the command could not know beforehand. */
  failed: 1,
  /** The command's own words are wrong: an option, a mapping, a missing argument. */
  usage: 2,
  /** No such site, file, report. */
  notFound: 3,
  /** The folder is in use, the server cannot be reached, the store is not available. Worth trying again. */
  unavailable: 4,
  /** Done, but some lines of the file were left out (their reasons are in the answer). */
  partly: 5,
} as const

export type ExitName = keyof typeof exitCodes

/** Ends the command with a sentence that says what happened and what to do. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exit: ExitName
  constructor(exit: ExitName, message: string) {
    super(message)
    this.exit = exit
  }
}
