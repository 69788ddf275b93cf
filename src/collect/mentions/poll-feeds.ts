import type { FeedFailure } from '../../contract/mention.ts'
import { type DueFeed, dueFeeds, type FeedOutcome, noteFeed } from '../../control/index.ts'
import type { Log } from '../../platform/log.ts'
import { type Outbound, OutboundFailed } from '../../platform/outbound.ts'
import { NoFeed, readFeed } from './read-feed.ts'
import { readMention } from './read-mention.ts'
import { type MentionDeps, takeMentions } from './take-mentions.ts'

export type FeedDeps = MentionDeps & { outbound: Outbound; log: Log }

const MINUTE_MS = 60_000
/** A feed that fails is asked half as often each time, but once a day. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS

/** Servers say when they want to be asked again. */
const retryAfterMs = (header: string | undefined, now: number): number => {
  if (header === undefined) return 0
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS)
}

/** What a feed says that this one did not say before. Throws OutboundFailed, NoFeed or CollectorBusy. */
const readNew = async (
  deps: FeedDeps,
  feed: DueFeed,
  signal?: AbortSignal,
): Promise<FeedOutcome & { wait?: number }> => {
  const answer = await deps.outbound.send(feed.url, {
    headers: {
      accept: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
      ...(feed.etag && { 'if-none-match': feed.etag }),
      ...(feed.last_modified && { 'if-modified-since': feed.last_modified }),
    },
    ...(signal && { signal }),
  })
  const { etag = '', 'last-modified': last_modified = '' } = answer.headers
  if (answer.status === 304) return { accepted: 0, error: null }
  if (answer.status !== 200) {
    const wait = retryAfterMs(answer.headers['retry-after'], deps.clock.now())
    const message = `The server of the feed answered ${answer.status}.`
    return { accepted: 0, error: { reason: 'answered', detail: String(answer.status), message }, wait }
  }
  const entries = await readFeed(answer.body, answer.headers['content-type'])
  const inputs = entries.map((entry) => ({
    ...entry,
    ...(feed.network !== '' && { network: feed.network }),
    campaign: feed.campaign,
  }))
  // An entry that says nothing is not worth an error: the feed's owner will not mend it.
  const usable = inputs.filter((input) => !('problem' in readMention(input)))
  const { accepted } = await takeMentions(deps, feed.site, { inputs: usable, way: 'feed' })
  return { accepted, error: null, etag, last_modified }
}

const failureOf = (error: OutboundFailed | NoFeed): FeedFailure => ({
  reason: error instanceof NoFeed ? 'no_feed' : error.reason,
  ...{ detail: error.detail, message: error.message },
})

const waitMsOf = ({ every_minutes }: DueFeed, failures: number): number =>
  Math.min(every_minutes * MINUTE_MS * 2 ** Math.min(failures, 12), LONGEST_WAIT_MS)

/** Asks a feed now, whatever its time. */
export const pollFeed = async (deps: FeedDeps, feed: DueFeed, signal?: AbortSignal): Promise<FeedOutcome> => {
  try {
    const { wait = 0, ...outcome } = await readNew(deps, feed, signal)
    const failures = outcome.error === null ? 0 : feed.failures + 1
    const waitMs = Math.max(waitMsOf(feed, failures), wait)
    await noteFeed(deps.control.db, feed, { outcome, failures, now: deps.clock.now(), waitMs })
    return outcome
  } catch (error) {
    if (!(error instanceof OutboundFailed || error instanceof NoFeed)) throw error
    const failures = feed.failures + 1
    const outcome = { accepted: 0, error: failureOf(error) }
    const waitMs = waitMsOf(feed, failures)
    await noteFeed(deps.control.db, feed, { outcome, failures, now: deps.clock.now(), waitMs })
    return outcome
  }
}

/** Asks every feed whose time has come, one after another: nothing here is in a hurry. */
export const pollFeeds = async (deps: FeedDeps, signal: AbortSignal): Promise<void> => {
  for (const feed of await dueFeeds(deps.control.db, deps.clock.now())) {
    if (signal.aborted) return
    try {
      await pollFeed(deps, feed, signal)
    } catch (error) {
      if (signal.aborted) return
      // Nothing was noted, so that it is tried again soon.
      deps.log.warn({ err: error, feed: feed.id }, 'a feed could not be taken in')
    }
  }
}
