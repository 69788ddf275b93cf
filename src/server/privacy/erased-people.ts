import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Erased } from '../../collect/index.ts'
import { type ControlDatabase, type ErasureMarks, listErasureMarks } from '../../control/index.ts'
import { eraseMark } from '../../events/index.ts'

export const ERASURES_FILE = 'erasures.jsonl'

/** Beside the stores, so that it survives the restoring of an older copy of them. */
export const writeErasure = (dataDir: string, erasure: ErasureMarks): void => {
  const file = join(dataDir, ERASURES_FILE)
  appendFileSync(file, `${JSON.stringify(erasure)}\n`, { mode: 0o600 })
  const descriptor = openSync(file, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

const Line = z.object({ id: z.string(), site: z.string(), at: z.number(), marks: z.array(z.string()) })

/** Every whole line of the file; none where there is no file. */
export const readErasures = (file: string): ErasureMarks[] => {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [Line.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
}

/** Who was erased, in memory, because collecting asks for every event. */
export class ErasedPeople implements Erased {
  readonly #db: ControlDatabase
  readonly #known = new Set<string>()
  /** When the last person of a site was erased. */
  readonly #lastOf = new Map<string, number>()
  readonly #atOf = new Map<string, number>()

  constructor(db: ControlDatabase) {
    this.#db = db
  }

  /** Answers whether there is somebody whom another server erased. */
  async reload(): Promise<boolean> {
    const erasures = (await listErasureMarks(this.#db)).filter(({ id }) => !this.#known.has(id))
    for (const erasure of erasures) this.add(erasure)
    return erasures.length > 0
  }

  add({ id, site, at, marks }: ErasureMarks): void {
    this.#known.add(id)
    this.#lastOf.set(site, Math.max(at, this.#lastOf.get(site) ?? 0))
    for (const mark of marks) this.#atOf.set(mark, Math.max(at, this.#atOf.get(mark) ?? 0))
  }

  may(site: string, time: number): boolean {
    const last = this.#lastOf.get(site)
    return last !== undefined && time <= last
  }

  has(site: string, number: bigint, time: number): boolean {
    const at = this.#atOf.get(eraseMark(site, number))
    return at !== undefined && time <= at
  }
}
