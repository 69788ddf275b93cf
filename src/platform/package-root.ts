import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const manifestOf = (folder: string): { name?: unknown; version?: unknown } | undefined => {
  const file = join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }) : undefined
}

const find = (folder: string): string => {
  if (manifestOf(folder)?.name === 'minnow') return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json of minnow was not found above its own code')
  return find(parent)
}

/** Where Minnow is installed: the same from the sources and from the compiled package. */
export const packageRoot: string = find(import.meta.dirname)

export const version: string = String(manifestOf(packageRoot)?.version)
