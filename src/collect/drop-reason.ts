/**
 * Why an event was not stored. A new reason does not compile until it has its sentence.
 * `fault: 'sender'` marks what the sender can mend: a request in which every event has such a fault is refused with a 4xx.
 */
export const dropReasons = {
  invalid: { sentence: 'The event does not have the agreed shape; the detail says where.', fault: 'sender' },
  too_many_properties: { sentence: 'An event has at most 50 properties.', fault: 'sender' },
  property_too_large: { sentence: 'A nested property has at most 10,000 characters as JSON.', fault: 'sender' },
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
  bot: { sentence: 'The sender is a crawler or a script, not a person.', fault: 'nobody' },
  no_consent: {
    sentence: 'The visitor has not agreed to be measured, and the site keeps nothing until then.',
    fault: 'nobody',
  },
  privacy_control: {
    sentence: 'The browser sent Global Privacy Control, and the site records nothing of such visitors.',
    fault: 'nobody',
  },
  duplicate: { sentence: 'An event with this id is stored already.', fault: 'nobody' },
} as const satisfies Record<string, { sentence: string; fault: 'sender' | 'nobody' }>

export type DropReason = keyof typeof dropReasons

export const isSendersFault = (reason: DropReason): boolean => dropReasons[reason].fault === 'sender'
