/** Who was erased, and when. Asked for every event, so the first question must cost nothing. */
export type Erased = {
  /** Whether anybody was erased on the site after this time. */
  may(site: string, time: number): boolean
  /** Whether the visitor or identity with this number was erased after this time. */
  has(site: string, number: bigint, time: number): boolean
}

export const nobodyErased: Erased = { may: () => false, has: () => false }
