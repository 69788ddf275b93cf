import type { Exchange } from '../collect/index.ts'
import { alone, type ControlStore, notePositionAt, readNotes, tellNote } from '../control/index.ts'
import { type Random, randomText } from '../platform/random.ts'

const NAME_CHARACTERS = 12

/**
 * How the collectors on one database hear of each other; undefined where there can be no other, because one process at a
 * time works on the embedded stores.
 */
export const collectorExchange = (control: ControlStore, random: Random): Exchange | undefined => {
  if (control.engine === 'sqlite') return undefined
  const collector = randomText(random, NAME_CHARACTERS)
  return {
    turn: (work) => alone(control, work, 'events'),
    order: (work) => alone(control, work, 'sessions'),
    positionAt: (time) => notePositionAt(control.db, time),
    read: (after) => readNotes(control.db, { after, except: collector }),
    tell: (note, now) => tellNote(control.db, { collector, note, now }),
  }
}
