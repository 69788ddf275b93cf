import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Erasure, type ErasureProof, type PersonQuestion, personKinds } from '../../contract/person.ts'
import type { Site } from '../../contract/site.ts'
import {
  addErasure,
  countErased,
  type ErasureMarks,
  findErasure,
  finishErasure,
  unfinishedErasures,
} from '../../control/index.ts'
import {
  countMarked,
  endHaste,
  erasableTables,
  eraseMark,
  eraseMarked,
  freshFolders,
  hastenCleaning,
  type OldPart,
  oldParts,
  syncRewrites,
} from '../../events/index.ts'
import { randomText } from '../../platform/random.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { writeErasure } from './erased-people.ts'
import { lookFor, numbersOf } from './person.ts'
import { searchFolder } from './search-folder.ts'

const ASK_AGAIN_MS = 1_000
/** Proxies give up on an answer after a minute; rewriting millions of events may take longer. */
const ANSWER_MS = 25_000
/** The engine cleans every half minute at first. */
const LONGEST_WAIT_MS = 3 * 60_000
/** A server of its own keeps what it replaced for eight minutes, and cleans at most every five. */
const SERVER_KEEPS_MS = 15 * 60_000
/** Shorter words are found everywhere. */
const LEAST_CHARACTERS = 6

const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, rows) => sum + rows, 0)

const bytesOf = (number: bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(number)
  return bytes
}

/** How the person could be found in a file: by number, as text and as bytes, and by the words that were asked for. */
const tracesOf = (question: PersonQuestion, numbers: readonly bigint[]): Buffer[] => [
  ...numbers.flatMap((number) => [Buffer.from(String(number)), bytesOf(number)]),
  ...personKinds.flatMap((kind) => {
    const words = question[kind]
    return words !== undefined && words.length >= LEAST_CHARACTERS ? [Buffer.from(words)] : []
  }),
]

/** One at a time, because each changes how the engine cleans up. */
const turns = new WeakMap<object, Promise<unknown>>()
const inTurn = <T>(store: object, work: () => Promise<T>): Promise<T> => {
  const done = (turns.get(store) ?? Promise.resolve()).then(work, work)
  turns.set(
    store,
    done.catch(() => undefined),
  )
  return done
}

const syncFolder = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = await open(join(entry.parentPath, entry.name), 'r').catch(() => undefined)
    await file?.sync().finally(() => file.close())
  }
}

const isEmbedded = ({ config }: Deps): boolean => config.clickhouseUrl === undefined

/** Resolves with the number of replaced parts that are still there when patience ends. */
const clean = async ({ events }: Deps, tables: readonly string[], signal: AbortSignal): Promise<number> => {
  const key = ({ table, name }: OldPart) => `${table} ${name}`
  const before = new Set((await oldParts(events, tables)).map(key))
  for (const folder of await freshFolders(events)) await syncFolder(folder)
  await hastenCleaning(events, tables)
  let left = before.size
  for (let waited = 0; left > 0 && waited < LONGEST_WAIT_MS; waited += ASK_AGAIN_MS) {
    await sleep(ASK_AGAIN_MS, undefined, { signal })
    left = (await oldParts(events, tables)).filter((part) => before.has(key(part))).length
  }
  return left
}

type Finish = { erasure: ErasureMarks; traces: readonly Buffer[]; signal: AbortSignal }

const finish = async (deps: Deps, { erasure, traces, signal }: Finish): Promise<void> => {
  const { control, clock, config, events } = deps
  await inTurn(control, async () => {
    const tables = await erasableTables(events)
    if (isEmbedded(deps)) await syncRewrites(events, tables)
    try {
      await countErased(control.db, erasure.id, total(await eraseMarked(events, erasure)))
      const isServer = !isEmbedded(deps)
      const left = isServer ? 0 : await clean(deps, tables, signal)
      const search = await searchFolder(config.dataDir, traces)
      const proof: ErasureProof = {
        rows_left: total(await countMarked(events, erasure)),
        old_parts_left: left,
        files_searched: search.files,
        bytes_searched: search.bytes,
        found_in: search.found,
        disk: isServer ? 'server' : 'searched',
      }
      const isDone = proof.rows_left + left + search.found.length === 0
      const isOver = !isServer || clock.now() > erasure.at + SERVER_KEEPS_MS
      await finishErasure(control.db, erasure.id, { at: isDone && isOver ? clock.now() : null, proof })
    } finally {
      if (isEmbedded(deps)) await endHaste(events, tables)
    }
  })
}

/**
 * Takes somebody out of every table, and keeps what they did before from coming back. Resolves when no report counts them
 * any more (`rows_erased` is more than 0), or when that takes long; the disk is cleaned and searched in the background,
 * which the erasure then says.
 */
export const erasePerson = async (deps: Deps, site: Site, question: PersonQuestion): Promise<Erasure> => {
  const { control, clock, random, collector, erased, events, config, background } = deps
  const asked = numbersOf(site.id, question)
  const found = await lookFor(deps, site, question)
  if (found.visitors.length + found.identities.length === 0) throw new Refusal('person_not_found')
  const numbers = [
    ...new Set([
      ...[...asked.identities, ...asked.visitors, ...found.visitors],
      ...found.identities.map(({ hash }) => hash),
    ]),
  ]
  const erasure: ErasureMarks = {
    ...{ id: randomText(random, 10), site: site.id, at: clock.now() },
    marks: numbers.map((number) => eraseMark(site.id, number)),
  }
  const knownBy = personKinds.filter((kind) => question[kind] !== undefined)
  await addErasure(control.db, erasure, knownBy)
  writeErasure(config.dataDir, erasure)
  erased.add(erasure)
  await collector.forget(numbers)
  const rewritten = eraseMarked(events, erasure).then((counts) => countErased(control.db, erasure.id, total(counts)))
  const traces = tracesOf(question, numbers)
  background.run('clean the disk of an erased person', async (signal) => {
    await rewritten
    await finish(deps, { erasure, traces, signal })
  })
  await Promise.race([rewritten, sleep(ANSWER_MS, undefined, { ref: false })])
  const stored = await findErasure(control.db, erasure.id)
  if (!stored) throw new Error('the erasure was not recorded')
  return stored
}

/** Goes on with erasures that a stop interrupted, and those of which another server wrote something afterwards. */
export const finishErasures = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  for (const erasure of await unfinishedErasures(deps.control.db)) {
    if (signal.aborted) return
    if (deps.clock.now() - erasure.at < LONGEST_WAIT_MS) continue
    await finish(deps, { erasure, traces: [], signal })
  }
}
