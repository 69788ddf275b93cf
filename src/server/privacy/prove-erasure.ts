import { existsSync } from 'node:fs'
import type { ErasurePlace, ErasureProof } from '../../contract/person.ts'
import { eraseFromNotes } from '../../control/index.ts'
import { countLogged, eraseMark, logPlaces } from '../../events/index.ts'
import type { Deps } from '../deps.ts'
import type { Place } from './clean-disk.ts'
import { type Search, searchFolder } from './search-folder.ts'
import { searchLogs } from './search-logs.ts'

/**
 * What a person could be found by on a disk: their numbers, and the words they were asked for by. Undefined once nobody
 * knows them any more, because the key that sealed them is gone.
 */
export type Traces = { numbers: readonly bigint[]; words: readonly string[] }

type Looked = ErasureProof['places'][number]
type Outcome = Looked['outcome']

/** Numbers of mentions are as many as somebody wrote: of those, some will do. */
const MOST_NUMBERS = 200

const bytesOf = (number: bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(number)
  return bytes
}

/** Numbers as text and as bytes. */
const patternsOf = ({ numbers, words }: Traces): Buffer[] => [
  ...numbers.slice(0, MOST_NUMBERS).flatMap((number) => [Buffer.from(String(number)), bytesOf(number)]),
  ...words.map((word) => Buffer.from(word)),
]

const outcomeOf = (found: number): Outcome => (found === 0 ? 'clean' : 'found')

/** What a server wrote down of statements and messages, as far as it may be asked. */
const searchLog = async (
  { events, log }: Deps,
  name: 'query_log' | 'text_log',
  { numbers, words }: Traces,
): Promise<Outcome> => {
  try {
    const found = await countLogged(events, name, [...numbers.slice(0, MOST_NUMBERS).map(String), ...words])
    return outcomeOf(found ?? 0)
  } catch (error) {
    log.warn({ err: error, table: `system.${name}` }, 'what the ClickHouse server wrote down could not be searched')
    return 'not_searched'
  }
}

/** A server's own log files, where all of them are on this machine and nothing is written elsewhere. */
const searchLogFiles = async (
  { events, log }: Deps,
  place: Place,
  patterns: readonly Buffer[],
): Promise<Search | undefined> => {
  try {
    const places = place.kind === 'here' ? await logPlaces(events) : undefined
    return places === undefined || places.isElsewhere ? undefined : await searchLogs(places.files, patterns)
  } catch (error) {
    log.warn({ err: error }, "the ClickHouse server's log files could not be searched")
    return undefined
  }
}

const noSearch = (): Search => ({ files: 0, bytes: 0, found: [] })

const searchOwn = async ({ config }: Deps, patterns: readonly Buffer[]): Promise<Search> => {
  const inside = await searchFolder(config.dataDir, patterns)
  // Shared with other servers, the uploads lie elsewhere.
  const { uploadsDir } = config
  const apart =
    uploadsDir !== undefined && existsSync(uploadsDir) ? await searchFolder(uploadsDir, patterns) : noSearch()
  return {
    ...{ files: inside.files + apart.files, bytes: inside.bytes + apart.bytes },
    found: [...inside.found, ...apart.found.map((file) => `${uploadsDir}/${file}`)],
  }
}

const searchServer = async (
  deps: Deps,
  place: Place,
  traces: Traces,
): Promise<{ places: Looked[]; search: Search }> => {
  const search = noSearch()
  const patterns = patternsOf(traces)
  for (const folder of place.folders) {
    const { files, bytes, found } = await searchFolder(folder, patterns)
    search.files += files
    search.bytes += bytes
    search.found.push(...found.map((file) => `${folder}${file}`))
  }
  const files: Outcome = place.kind === 'here' ? outcomeOf(search.found.length) : 'not_searched'
  const logs = await searchLogFiles(deps, place, patterns)
  search.files += logs?.files ?? 0
  search.bytes += logs?.bytes ?? 0
  search.found.push(...(logs?.found ?? []))
  return {
    search,
    places: [
      { place: 'server_files', outcome: files },
      { place: 'server_queries', outcome: await searchLog(deps, 'query_log', traces) },
      { place: 'server_messages', outcome: await searchLog(deps, 'text_log', traces) },
      { place: 'server_log_files', outcome: logs ? outcomeOf(logs.found.length) : 'not_searched' },
    ],
  }
}

/** Takes somebody out of what servers tell each other. */
export const eraseNotes = async ({ control }: Deps, { site, marks }: { site: string; marks: readonly string[] }) => {
  const wanted = new Set(marks)
  await eraseFromNotes(control.db, (visitor) => wanted.has(eraseMark(site, visitor)))
}

type Wanted = { erasure: { site: string; marks: readonly string[] }; place: Place; traces: Traces | undefined }
type Searched = Pick<ErasureProof, 'files_searched' | 'bytes_searched' | 'found_in' | 'disk' | 'places'>

const never = (places: readonly ErasurePlace[]): Looked[] => places.map((place) => ({ place, outcome: 'not_searched' }))

/** Looks everywhere that this process can reach, and says where it cannot. */
export const searchEverywhere = async (deps: Deps, { erasure, place, traces }: Wanted): Promise<Searched> => {
  const { control } = deps
  const isServer = place.kind !== 'embedded'
  const disk = place.kind === 'away' ? 'server' : 'searched'
  const inDatabase: Looked[] =
    control.engine === 'postgres' ? [{ place: 'collector_notes', outcome: 'clean' }, ...never(['database_files'])] : []
  await eraseNotes(deps, erasure)
  if (!traces) {
    const server = isServer ? (['server_files', 'server_queries', 'server_messages', 'server_log_files'] as const) : []
    const places = [...never(['data_folder', ...server]), ...inDatabase]
    return { files_searched: 0, bytes_searched: 0, found_in: [], disk, places }
  }
  const folder = await searchOwn(deps, patternsOf(traces))
  const server = isServer ? await searchServer(deps, place, traces) : undefined
  return {
    files_searched: folder.files + (server?.search.files ?? 0),
    bytes_searched: folder.bytes + (server?.search.bytes ?? 0),
    found_in: [...folder.found, ...(server?.search.found ?? [])],
    disk,
    places: [
      { place: 'data_folder', outcome: outcomeOf(folder.found.length) },
      ...(server?.places ?? []),
      ...inDatabase,
    ],
  }
}
