import { z } from 'zod'
import { Estimate, Period } from './report.ts'

/** Taps on a link into a chat, a call or a map are intentions; a contact is what the other side tells of. */
export const ContactRow = z.object({
  /** line, messenger, zalo, phone, … */
  method: z.string(),
  /** Taps of the period, and the people who made them. */
  intended: z.object({ taps: z.number(), people: z.number() }),
  /** Of those people: who turned up within `window_days` days of a tap. */
  became: z.number(),
  /** became ÷ intended people, Wilson 95 %; null without people, and where nobody ever told of a contact. */
  rate: Estimate.nullable(),
  /** Contacts of the period that somebody told of, whether or not a tap is known. */
  confirmed: z.object({ contacts: z.number(), people: z.number() }),
  /** Of the people confirmed: who turned up without a tap that is known. */
  untapped: z.number(),
  /** When the first contact was told of: taps long before cannot have been confirmed. Null: none ever was. */
  told_since: z.number().nullable(),
})
export type ContactRow = z.infer<typeof ContactRow>

export const ContactsAnswer = z.object({
  period: Period,
  window_days: z.number(),
  rows: z.array(ContactRow),
})
export type ContactsAnswer = z.infer<typeof ContactsAnswer>
