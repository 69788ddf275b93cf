import type { CollectAnswer } from '../contract/collect.ts'
import type { Counters } from './counters.ts'
import type { CollectResult, Refusal } from './door.ts'
import { type DropReason, isSendersFault, type LeftOutReason } from './drop-reason.ts'
import type { Hit } from './hit.ts'

/** What a sender is told: how many events were stored, and why not the others. */

export type Drop = { index: number; reason: DropReason; detail?: string }
type LeftOut = { index: number; reason: LeftOutReason; property: string }

export const dropOf = (hit: Hit, reason: DropReason): Drop =>
  hit.detail === '' ? { index: hit.index, reason } : { index: hit.index, reason, detail: hit.detail }

export const leftOutOf = (hits: readonly Hit[]): LeftOut[] =>
  hits.flatMap(({ index, leftOut = [] }) => leftOut.map(({ reason, name }) => ({ index, reason, property: name })))

export const refused = (code: Refusal, message: string, rest: Partial<{ path: string; answer: CollectAnswer }> = {}) =>
  ({
    outcome: 'refused',
    code,
    message,
    issues: rest.path === undefined ? [] : [{ path: rest.path, message }],
    answer: rest.answer ?? { accepted: 0, dropped: [] },
  }) as const satisfies CollectResult

type Judged = { accepted: number; drops: Drop[]; leftOut: readonly LeftOut[] }

/** The answer, and its counts for the site's day. A refusal only where nothing was stored and it was the sender's fault. */
export const answerOf = (
  { accepted, drops, leftOut }: Judged,
  { counters, site, day }: { counters: Counters; site: string; day: string },
): CollectResult => {
  counters.accepted(site, day, accepted)
  for (const { reason } of leftOut) counters.leftOut(site, day, reason)
  for (const { reason } of drops) counters.dropped(site, day, reason)
  drops.sort((one, other) => one.index - other.index)
  const answer: CollectAnswer = { accepted, dropped: drops, ...(leftOut.length > 0 && { left_out: [...leftOut] }) }
  const isRefused = accepted === 0 && drops.length > 0 && drops.every(({ reason }) => isSendersFault(reason))
  if (!isRefused) return { outcome: 'answered', answer }
  if (drops.every(({ reason }) => reason === 'origin_not_allowed')) {
    return refused('origin_not_allowed', "This page is not on one of the site's domains.", { answer })
  }
  return refused('no_valid_event', 'No event of this request could be stored; `dropped` says why.', { answer })
}
