import { z } from 'zod'
import { type Contact, clickIn } from './contact.ts'

/** The parts of LINE's webhook that are read; everything else may come and go. */
const Event = z.object({
  type: z.string(),
  timestamp: z.number(),
  source: z.object({ type: z.string(), userId: z.string().optional() }).optional(),
  message: z.object({ text: z.string().optional() }).optional(),
  postback: z.object({ data: z.string().optional() }).optional(),
})
const Body = z.object({ events: z.array(z.unknown()) })

const beginnings: Record<string, Contact['beganWith']> = { message: 'message', follow: 'follow', postback: 'button' }

const readEvent = (input: unknown): Contact[] => {
  const parsed = Event.safeParse(input)
  if (!parsed.success) return []
  const { type, timestamp, source, message, postback } = parsed.data
  const beganWith = beginnings[type]
  // In groups people talk to each other.
  if (!beganWith || source?.type !== 'user' || !source.userId) return []
  const click = clickIn(message?.text, postback?.data)
  return [{ method: 'line', user: source.userId, time: timestamp, beganWith, click }]
}

/** Undefined when it is not from LINE's Messaging API. A console's test sends no event. */
export const readLine = (body: unknown): Contact[] | undefined => {
  const parsed = Body.safeParse(body)
  return parsed.success ? parsed.data.events.flatMap(readEvent) : undefined
}
