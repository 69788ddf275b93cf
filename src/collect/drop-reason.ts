/**
 * Why an event was not stored. A new reason does not compile until it has its sentence.
 * `fault: 'sender'` marks what the sender can mend: a request in which every event has such a fault is refused with a 4xx.
 */
export const dropReasons = {
  invalid: { sentence: 'The event does not have the agreed shape; the detail says where.', fault: 'sender' },
  too_many_properties: { sentence: 'An event has at most 50 properties.', fault: 'sender' },
  too_many_names: {
    sentence: 'The site has 500 names of events already (with a key: 1,000); say in a property what differs.',
    fault: 'sender',
  },
  bad_time: { sentence: 'A time is ISO 8601 with a zone, or milliseconds since 1970.', fault: 'sender' },
  time_too_old: {
    sentence: 'The tag may report the last 72 hours; send older events with a key, or import them.',
    fault: 'sender',
  },
  time_in_future: { sentence: 'The event is more than five minutes ahead of our clock.', fault: 'sender' },
  origin_not_allowed: {
    sentence: "The page is not on one of the site's domains; add its domain in the site's settings.",
    fault: 'sender',
  },
  bot: { sentence: 'The sender is a crawler or a script, not a person: set aside.', fault: 'nobody' },
  ai_crawler: { sentence: 'The sender is a crawler of an AI company: set aside.', fault: 'nobody' },
  headless: { sentence: 'A program drives the browser: set aside.', fault: 'nobody' },
  mail_scanner: { sentence: 'A mail filter opened the link, not the reader: set aside.', fault: 'nobody' },
  data_center: { sentence: 'The address belongs to a data centre, where nobody sits: set aside.', fault: 'nobody' },
  speed: { sentence: 'More page views a minute than a person can make: set aside.', fault: 'nobody' },
  by_hand: { sentence: 'Somebody set this visitor aside.', fault: 'nobody' },
  no_consent: {
    sentence: 'The visitor has not agreed to be measured, and the site keeps nothing until then.',
    fault: 'nobody',
  },
  privacy_control: {
    sentence: 'The browser sent Global Privacy Control, and the site records nothing of such visitors.',
    fault: 'nobody',
  },
  erased: {
    sentence: 'The person was erased after this happened; a new visit counts again.',
    fault: 'nobody',
  },
  duplicate: { sentence: 'An event with this id is stored already.', fault: 'nobody' },
} as const satisfies Record<string, { sentence: string; fault: 'sender' | 'nobody' }>

/** Why a property was not stored, though its event was. */
export const leftOutReasons = {
  property_too_large: 'A nested property has at most 10,000 characters as JSON.',
  too_many_property_names: 'The site has 1,000 names of properties already (with a key: 2,000).',
} as const satisfies Record<string, string>

export type LeftOutReason = keyof typeof leftOutReasons
export type DropReason = keyof typeof dropReasons

export const isSendersFault = (reason: DropReason): boolean => dropReasons[reason].fault === 'sender'
