import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export type Ran = { code: number; out: string; err: string; json: <T>() => T }

/** Runs `minnow …` in a process of its own, as a person would. */
export const minnow = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'src/cli/main.ts'), ...args],
      { cwd: root, maxBuffer: 1e8, env: { PATH: process.env.PATH, HOME: process.env.HOME } },
      (error, out, err) => {
        const code = error ? Number(error.code ?? 1) : 0
        resolve({ code, out, err, json: () => JSON.parse(out) })
      },
    )
  })

/** A data folder that does not exist yet; removed when the test is done with it. */
export const newDataFolder = (): { folder: string; remove: () => void } => {
  const parent = mkdtempSync(join(tmpdir(), 'minnow-test-'))
  return { folder: join(parent, 'data'), remove: () => rmSync(parent, { recursive: true, force: true }) }
}
