import { join } from 'node:path'
import { addErasure, type ErasureMarks, finishErasure, openControl } from '../../control/index.ts'
import { ERASURES_FILE, readErasures, writeErasure } from './erased-people.ts'

/** Said of a backup at the time it was made, so that its restoring finds who was erased since. */
export const listBeside = (dataDir: string): string => join(dataDir, ERASURES_FILE)

/** Everybody who was erased as far as these lists tell, each once. */
export const erasuresIn = (files: readonly string[]): ErasureMarks[] => {
  const all = new Map(files.flatMap(readErasures).map((erasure) => [erasure.id, erasure]))
  return [...all.values()].sort((one, other) => one.at - other.at)
}

/** The restored Minnow knows who was erased, so that they do not come back to it either. */
export const rememberErasures = async (
  { dataDir, settings }: { dataDir: string; settings: string },
  erasures: readonly ErasureMarks[],
): Promise<void> => {
  const control = await openControl({ path: settings })
  const proof = { rows_left: 0, old_parts_left: 0, files_searched: 0, bytes_searched: 0, found_in: [], places: [] }
  try {
    for (const erasure of erasures) {
      await addErasure(control.db, erasure, { knownBy: [], sealedTraces: null })
      await finishErasure(control.db, erasure.id, { at: erasure.at, proof: { ...proof, disk: 'searched' } })
      writeErasure(dataDir, erasure)
    }
  } finally {
    await control.close()
  }
}
