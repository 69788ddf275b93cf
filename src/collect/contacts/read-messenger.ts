import { z } from 'zod'
import { type Contact, clickIn } from './contact.ts'

const Referral = z.object({ ref: z.string().optional() })
/** The parts of Meta's webhook that are read; everything else may come and go. */
const Messaging = z.object({
  sender: z.object({ id: z.string() }),
  timestamp: z.number(),
  message: z.object({ is_echo: z.boolean().optional(), referral: Referral.optional() }).optional(),
  postback: z.object({ payload: z.string().optional(), referral: Referral.optional() }).optional(),
  referral: Referral.optional(),
  optin: Referral.optional(),
})
const Body = z.object({
  object: z.literal('page'),
  entry: z.array(z.object({ messaging: z.array(z.unknown()).optional() })),
})

const readMessaging = (input: unknown): Contact[] => {
  const parsed = Messaging.safeParse(input)
  if (!parsed.success) return []
  const { sender, timestamp, message, postback, referral, optin } = parsed.data
  // What the page itself says comes back as an echo; receipts have neither of the others.
  if (message?.is_echo || !(message || postback || referral || optin)) return []
  const click = clickIn(message?.referral?.ref, postback?.referral?.ref, postback?.payload, referral?.ref, optin?.ref)
  const beganWith = message ? 'message' : postback ? 'button' : 'link'
  return [{ method: 'messenger', user: sender.id, time: timestamp, beganWith, click }]
}

/** Undefined when it is not about a page's messages. */
export const readMessenger = (body: unknown): Contact[] | undefined => {
  const parsed = Body.safeParse(body)
  return parsed.success
    ? parsed.data.entry.flatMap(({ messaging = [] }) => messaging.flatMap(readMessaging))
    : undefined
}
