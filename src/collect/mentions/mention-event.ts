import { createHash } from 'node:crypto'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { Mention } from './read-mention.ts'

/** The same mention however it came: by its link, else by the sender's id, else by who said what. */
export const mentionKey = ({ id = '', network = '', author = '', link = '', text = '' }: Partial<Mention>): string => {
  const own = link !== '' ? ['link', link] : id !== '' ? ['id', network, id] : ['said', network, author, text]
  return createHash('sha256').update(own.join('\0')).digest('base64url').slice(0, 32)
}

export type MentionWay = 'feed' | 'webhook' | 'api' | 'file'

/** It names no visitor and no session: a mention is nobody's visit. */
export const mentionEvent = (mention: Mention, { way, now }: { way: MentionWay; now: number }): IncomingEvent => {
  const { network, author, link, text, hashtags, campaign, sentiment, reach } = mention
  const properties: NonNullable<IncomingEvent['properties']> = { network, author, link, text, campaign, way }
  if (hashtags.length > 0) properties.hashtags = hashtags.join(' ')
  if (sentiment) properties.sentiment = sentiment
  if (reach !== undefined) properties.reach = reach
  return {
    id: `mention:${mentionKey(mention)}`,
    name: 'mention',
    // Some feeds announce what they publish tomorrow.
    time: Math.min(mention.time ?? now, now),
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== '')),
  }
}
