/**
 * What one collector tells the others of the rows that it is about to store, as 64-bit hashes. It is told before they
 * are stored: who reads it knows what may be in the store by now, and asks the store.
 */
export type Note = { ids: BigUint64Array; transactions: BigUint64Array; visitors: BigUint64Array }

/** How collectors on the same stores hear of each other. The control store keeps it. */
export type Exchange = {
  /** Runs while no other collector does. */
  turn<T>(work: () => Promise<T>): Promise<T>
  /** Puts sessions in order while no other collector does; events may be stored meanwhile. */
  order<T>(work: () => Promise<T>): Promise<T>
  /** Where reading begins that must hear of everything told since the given time. */
  positionAt(time: number): Promise<number>
  /** What others told after a position. `missed`: some of it is not kept any more. */
  read(after: number): Promise<{ notes: Note[]; position: number; missed: boolean }>
  /** Call in one's turn. */
  tell(note: Note, now: number): Promise<void>
}
