import { any, event, eventWhere, type PresetGoal } from './preset-goal.ts'

/** Small actions that announce interest on any kind of site. */

type Drafts = (Pick<PresetGoal, 'preset_key' | 'name' | 'condition'> & Partial<PresetGoal>)[]

const contactMethods = [
  ['messenger', 'Messenger'],
  ['facebook', 'Facebook'],
  ['zalo', 'Zalo'],
  ['line', 'LINE'],
  ['whatsapp', 'WhatsApp'],
  ['phone', 'Phone call'],
  ['mail', 'E-mail'],
  ['map', 'Map'],
] as const

/** A tap says that somebody meant to write or call; no more is known until a chat or an import confirms it. */
export const contacts: Drafts = contactMethods.map(([method, name]) => ({
  preset_key: `contact_${method}`,
  name,
  group: 'contact',
  counting: 'session',
  certainty: 'intended',
  condition: eventWhere('contact', 'method', method),
}))

export const newsletter = {
  preset_key: 'newsletter',
  name: 'Newsletter sign-up',
  group: 'stay in touch',
  counting: 'person',
  condition: event('newsletter_signup'),
} as const

export const video = {
  preset_key: 'video_complete',
  name: 'Video watched to the end',
  group: 'interest',
  counting: 'session',
  condition: any(event('video_complete'), { kind: 'video', percent: 100 }),
} as const

export const share = { preset_key: 'share', name: 'Share', group: 'interest', condition: event('share') } as const

export const search = {
  preset_key: 'search',
  name: 'Site search',
  group: 'interest',
  counting: 'session',
  condition: any(event('search'), event('view_search_results')),
} as const

export const comment = {
  preset_key: 'comment',
  name: 'Comment or review',
  group: 'interest',
  condition: any(event('comment'), event('review')),
} as const

/** Somebody wrote about the brand elsewhere; no visit. */
export const mention = {
  preset_key: 'mention',
  name: 'Brand mention',
  group: 'word of mouth',
  condition: event('mention'),
} as const

/** What followers do on the platforms themselves: told by day, and of nobody. */
export const postActions: Drafts[number] = {
  preset_key: 'post_actions',
  name: 'Reactions to posts',
  group: 'word of mouth',
  condition: { kind: 'posts', figures: ['completions', 'likes', 'comments', 'shares', 'saves', 'follows'] },
}

/** A chat says that somebody turned up: what a tap on Messenger or LINE only intended. */
export const contactConfirmed = {
  preset_key: 'contact_confirmed',
  name: 'Contact confirmed',
  group: 'contact',
  condition: event('contact_confirmed'),
} as const

export const download = {
  preset_key: 'ebook',
  name: 'Ebook or file download',
  group: 'interest',
  counting: 'session',
  condition: event('file_download'),
} as const
