import type { ChannelCondition, ChannelRule, SiteRules } from '../../contract/site-rules.ts'
import type { EventRow, EventStore } from '../../events/index.ts'
import { join, raw, type Sql, sql } from '../../platform/sql.ts'
import { channelOf } from './channel.ts'

/** What a rule may ask of a touch. */
type Contact = Pick<EventRow, 'source' | 'medium' | 'campaign' | 'term' | 'content' | 'click_id_kind' | 'landing_page'>

const globPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  )

const fits = ({ field, match, value }: ChannelCondition, contact: Contact): boolean => {
  const text = contact[field].toLowerCase()
  const wanted = value.toLowerCase()
  switch (match) {
    case 'is':
      return text === wanted
    case 'contains':
      return text.includes(wanted)
    case 'starts_with':
      return text.startsWith(wanted)
    case 'glob':
      return globPattern(wanted).test(text)
  }
}

/** The channel's name: by the first of the site's own rules that fits, else by GA4's default channel group. */
export const channelBy = (rules: readonly ChannelRule[], contact: Contact): string => {
  const rule = rules.find(({ conditions }) => conditions.every((condition) => fits(condition, contact)))
  if (rule) return rule.channel
  return channelOf({ source: contact.source, medium: contact.medium, campaign: contact.campaign.toLowerCase() })
}

const KEYS_AT_ONCE = 1_000
const MOST_CONTACTS = 200_000
const always = ['source', 'medium', 'campaign'] as const
type Field = keyof Contact

/**
 * Names the channels of all stored events anew: where somebody came from stays as it was recorded, only the name of it
 * changes. Answers how many kinds of contact have another name now.
 */
export const nameChannels = async (
  events: EventStore,
  { site, before, after }: { site: string; before: SiteRules; after: SiteRules },
): Promise<number> => {
  const asked = [...before.channels, ...after.channels].flatMap(({ conditions }) =>
    conditions.map(({ field }) => field),
  )
  const fields: Field[] = [...new Set<Field>([...always, ...asked])]
  let renamed = 0
  for (const table of ['events', 'events_aside']) {
    const contacts = await events.query<Record<string, string>>(
      sql`SELECT DISTINCT ${raw(fields.join(', '))}, channel FROM ${raw(table)} WHERE site = ${site} LIMIT ${MOST_CONTACTS}`,
      { maxSeconds: 300 },
    )
    const empty: Contact = {
      ...{ source: '', medium: '', campaign: '', term: '', content: '', click_id_kind: '', landing_page: '' },
    }
    const wrong = contacts.flatMap((found) => {
      const channel = channelBy(after.channels, { ...empty, ...found })
      return channel === found.channel
        ? []
        : [{ key: fields.map((field) => found[field] ?? '').join('\u0001'), channel }]
    })
    const key: Sql = sql`concat(${join(fields.map(raw), ", '\\x01', ")})`
    for (let start = 0; start < wrong.length; start += KEYS_AT_ONCE) {
      const some = wrong.slice(start, start + KEYS_AT_ONCE)
      const keys = some.map((one) => one.key)
      await events.command(sql`ALTER TABLE ${raw(table)}
        UPDATE channel = transform(${key}, ${keys}, ${some.map((one) => one.channel)}, toString(channel))
        WHERE site = ${site} AND ${key} IN ${keys} SETTINGS mutations_sync = 1`)
    }
    renamed += wrong.length
  }
  return renamed
}
