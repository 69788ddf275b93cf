import { eventLimits } from '../../contract/collect.ts'
import { type MentionsTaken, mentionLimits } from '../../contract/mention.ts'
import { type ControlStore, knownMentions, noteMentions } from '../../control/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Collector } from '../collector.ts'
import { type DropReason, dropReasons } from '../drop-reason.ts'
import { type MentionWay, mentionEvent, mentionKey } from './mention-event.ts'
import { type Mention, readMention } from './read-mention.ts'

export type MentionDeps = { control: ControlStore; collector: Pick<Collector, 'collect'>; clock: Clock }

/** The collector takes nothing more at this moment: the same again later. */
export class CollectorBusy extends Error {
  override name = 'CollectorBusy'
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('no more events are taken at this moment')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

type Readable = { index: number; key: string; mention: Mention }

const sentence = (reason: string, detail: string | undefined): string => {
  const known = Object.hasOwn(dropReasons, reason) ? dropReasons[reason as DropReason].sentence : reason
  return detail ? `${known} (${detail})` : known
}

const takeBatch = async (
  { control, collector, clock }: MentionDeps,
  site: string,
  { batch, way }: { batch: readonly Readable[]; way: MentionWay },
): Promise<MentionsTaken> => {
  const now = clock.now()
  const known = await knownMentions(control.db, { site, keys: batch.map(({ key }) => key), now })
  const fresh = batch.filter(({ key }) => !known.has(key))
  if (fresh.length === 0) return { accepted: 0, known: batch.length, issues: [] }
  const events = fresh.map(({ mention }) => mentionEvent(mention, { way, now }))
  const result = await collector.collect(
    { site, events },
    { origin: way === 'file' ? 'import' : 'api', ip: '', userAgent: '', pageUrl: '', trusted: true, receivedAt: now },
  )
  if (result.outcome === 'busy') throw new CollectorBusy(result.retryAfterSeconds)
  const dropped = new Map(result.answer.dropped.map((drop) => [drop.index, drop]))
  const isStored = (place: number): boolean => (dropped.get(place)?.reason ?? 'duplicate') === 'duplicate'
  const stored = fresh.filter((_, place) => isStored(place))
  await noteMentions(control.db, { site, keys: stored.map(({ key }) => key), now })
  return {
    accepted: result.answer.accepted,
    known: batch.length - fresh.length + stored.length - result.answer.accepted,
    issues: fresh.flatMap(({ index }, place) => {
      const drop = dropped.get(place)
      return isStored(place) || !drop ? [] : [{ index, message: sentence(drop.reason, drop.detail) }]
    }),
  }
}

/** Stores what is new. The same mention counts once, whichever ways it came. Throws CollectorBusy. */
export const takeMentions = async (
  deps: MentionDeps,
  site: string,
  { inputs, way }: { inputs: readonly unknown[]; way: MentionWay },
): Promise<MentionsTaken> => {
  const taken: MentionsTaken = { accepted: 0, known: 0, issues: [] }
  const readable = new Map<string, Readable>()
  for (const [index, input] of inputs.entries()) {
    const mention = readMention(input)
    if ('problem' in mention) taken.issues.push({ index, message: mention.problem })
    else {
      const key = mentionKey(mention)
      if (readable.has(key)) taken.known += 1
      else readable.set(key, { index, key, mention })
    }
  }
  const all = [...readable.values()]
  const size = Math.min(mentionLimits.mentionsPerRequest, eventLimits.eventsPerImport)
  for (let start = 0; start < all.length; start += size) {
    const part = await takeBatch(deps, site, { batch: all.slice(start, start + size), way })
    taken.accepted += part.accepted
    taken.known += part.known
    taken.issues.push(...part.issues)
  }
  return taken
}
