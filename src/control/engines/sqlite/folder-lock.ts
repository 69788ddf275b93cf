import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process works on the data folder. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/** Where the other one answers, as it wrote down. */
const addressIn = (folder: string): string => {
  try {
    const { url } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { url: string }
    return ` at ${url}`
  } catch {
    return ''
  }
}

/**
 * Holds the folder until the answer is called or the process ends, however it ends: the operating system
 * gives back the lock of an open SQLite transaction, where a note with a process id could be stale.
 */
export const lockFolder = (folder: string): (() => void) => {
  const database = new DatabaseSync(join(folder, 'in-use.lock'))
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (by INTEGER)')
  } catch {
    database.close()
    throw new FolderInUse(
      `Minnow is already running on ${folder}${addressIn(folder)}. Stop it, or choose another folder with --data.`,
    )
  }
  return () => database.close()
}
