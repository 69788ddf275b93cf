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
import { countMarked, endHaste, erasableTables, eraseMark, eraseMarked, syncRewrites } from '../../events/index.ts'
import { randomText } from '../../platform/random.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { listBeside } from './apply-erasures.ts'
import { cleanDisk, type Place, placeOf } from './clean-disk.ts'
import { readErasures, writeErasure } from './erased-people.ts'
import { isNobody, lookFor, numbersOf, writtenNumbers } from './person.ts'
import { eraseNotes, searchEverywhere, type Traces } from './prove-erasure.ts'
import { sealTraces, unsealTraces } from './sealed-traces.ts'

/** Proxies give up on an answer after a minute; rewriting millions of events may take longer. */
const ANSWER_MS = 25_000
/** Another server may be at it; after this it hardly is. */
const OTHERS_MS = 20 * 60_000
const HOUR_MS = 3_600_000
/** Between two looks at what is not finished. */
const EVERY_MS = 5 * 60_000
/** Shorter words are found everywhere; so are names. */
const LEAST_CHARACTERS = 6
const searchedKinds = personKinds.filter((kind) => kind !== 'author')

const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, rows) => sum + rows, 0)

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

type Finish = { erasure: ErasureMarks; traces: Traces | undefined; signal: AbortSignal }

const clean = async (deps: Deps, { erasure, traces, signal }: Finish, place: Place): Promise<void> => {
  const { control, clock, events } = deps
  const tables = await erasableTables(events)
  const mayHurry = place.kind !== 'away'
  if (mayHurry) await syncRewrites(events, tables)
  try {
    await countErased(control.db, erasure.id, total(await eraseMarked(events, erasure)))
    const left = await cleanDisk(deps, { tables, place, signal })
    const proof: ErasureProof = {
      ...(await searchEverywhere(deps, { erasure, place, traces })),
      rows_left: total(await countMarked(events, erasure)),
      old_parts_left: left,
    }
    const isFound = proof.places.some(({ outcome }) => outcome === 'found')
    const isDone = proof.rows_left + left + proof.found_in.length === 0 && !isFound
    await finishErasure(control.db, erasure.id, { at: isDone ? clock.now() : null, proof })
  } finally {
    if (mayHurry) await endHaste(events, tables)
  }
}

const finish = async (deps: Deps, wanted: Finish): Promise<void> => {
  const place = await placeOf(deps)
  // What only waits for a server need not wait its turn.
  if (place.kind === 'away') await clean(deps, wanted, place)
  else await inTurn(deps.control, () => clean(deps, wanted, place))
}

/**
 * Takes somebody out of every table, and keeps what they did before from coming back. Resolves when no report counts them
 * any more (`rows_erased` is more than 0), or when that takes long; the disk is cleaned and searched in the background,
 * which the erasure then says.
 */
export const erasePerson = async (deps: Deps, site: Site, question: PersonQuestion): Promise<Erasure> => {
  const { control, clock, random, collector, erased, events, config, background, secrets } = deps
  const asked = numbersOf(site.id, question)
  const found = await lookFor(deps, site, question)
  if (isNobody(found)) throw new Refusal('person_not_found')
  const numbers = [
    ...new Set([
      ...[...asked.identities, ...asked.visitors, ...found.visitors],
      ...found.identities.map(({ hash }) => hash),
      ...writtenNumbers(site.id, question),
      ...found.mentions.ids,
    ]),
  ]
  const erasure: ErasureMarks = {
    ...{ id: randomText(random, 10), site: site.id, at: clock.now() },
    marks: numbers.map((number) => eraseMark(site.id, number)),
  }
  const words = searchedKinds.flatMap((kind) => question[kind] ?? []).filter(({ length }) => length >= LEAST_CHARACTERS)
  const traces: Traces = { numbers, words }
  const knownBy = personKinds.filter((kind) => question[kind] !== undefined)
  await addErasure(control.db, erasure, { knownBy, sealedTraces: sealTraces(secrets, erasure.id, traces) })
  writeErasure(config.dataDir, erasure)
  erased.add(erasure)
  await collector.forget(numbers)
  const rewritten = eraseMarked(events, erasure).then((counts) => countErased(control.db, erasure.id, total(counts)))
  background.run('clean the disk of an erased person', async (signal) => {
    await eraseNotes(deps, erasure)
    await rewritten
    await finish(deps, { erasure, traces, signal })
  })
  await Promise.race([rewritten, sleep(ANSWER_MS, undefined, { ref: false })])
  const stored = await findErasure(control.db, erasure.id)
  if (!stored) throw new Error('the erasure was not recorded')
  return stored
}

const goOn = async (deps: Deps, signal: AbortSignal, isDue: (ageMs: number) => boolean): Promise<void> => {
  for (const { sealedTraces, ...erasure } of await unfinishedErasures(deps.control.db)) {
    if (signal.aborted) return
    if (!isDue(deps.clock.now() - erasure.at)) continue
    await finish(deps, { erasure, traces: unsealTraces(deps, erasure.id, sealedTraces), signal })
  }
}

/** Tries again where something was left, or another server wrote something afterwards; after an hour once an hour. */
export const finishErasures = (deps: Deps, signal: AbortSignal): Promise<void> =>
  goOn(deps, signal, (ageMs) => ageMs > OTHERS_MS && (ageMs < HOUR_MS || ageMs % HOUR_MS < EVERY_MS))

/** At the start of a process that nobody shares its stores with: whatever a stop interrupted is nobody else's. */
export const resumeErasures = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  if (deps.control.engine !== 'sqlite') return
  const listed = new Set(readErasures(listBeside(deps.config.dataDir)).map(({ id }) => id))
  // Killed before that was written: the list beside the stores has it only now.
  for (const { sealedTraces: _, ...erasure } of await unfinishedErasures(deps.control.db)) {
    if (!listed.has(erasure.id)) writeErasure(deps.config.dataDir, erasure)
  }
  await goOn(deps, signal, () => true)
}
