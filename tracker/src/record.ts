// Turns something that happened into an event.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { send } from './deliver.ts'
import { guard } from './guard.ts'
import { randomId } from './random.ts'
import { state, type View } from './visitor.ts'

export type Properties = Record<string, unknown>

const propertiesCharacters = 3e4

const urlCharacters = 2e3
/** Longer addresses would be refused. */
export const viewOf = (referrer: string): View => ({
  url: location.href.slice(0, urlCharacters),
  referrer: referrer.slice(0, urlCharacters),
})

/** What the tag shares with its parts that are loaded on demand. */
export const shared = {
  view: viewOf(document.referrer),
  /** The last events of this page, for telling what is seen twice. */
  recent: [] as IncomingEvent[],
  /** Set by the part that reads the data layer. */
  isTwin: undefined as undefined | ((event: IncomingEvent) => boolean),
  /** How many entries of the data layer are copied; no number is enough once the part is there. */
  copied: 0,
}

type Plain = NonNullable<IncomingEvent['properties']>

/** Only what survives JSON, so that no value of the page's can block the queue or change later. */
export const plain = (given: unknown): Plain => {
  try {
    const json = JSON.stringify(given)
    return json.length < propertiesCharacters ? JSON.parse(json) : {}
  } catch {
    return {}
  }
}

export const titleNow = (): string => String(document.title).slice(0, 500)

/** `fields` are columns of the event, such as the user or another page than the present one. */
export const record = guard((name: string, given?: unknown, fields?: Partial<IncomingEvent>) => {
  const { value, currency, transaction_id, ...properties } = plain(given)
  const { view, recent } = shared
  const recognised = state.recognise(view, !recent[0])
  if (!recognised) return
  const event: IncomingEvent = {
    time: Date.now(),
    id: randomId(),
    name,
    ...view,
    ...recognised,
    title: titleNow(),
    transaction_id: transaction_id ? String(transaction_id).slice(0, 200) : undefined,
    value: +(value as string) || undefined,
    currency: /^[a-z]{3}$/i.test(currency as string) ? (currency as string) : undefined,
    language: navigator.language,
    properties,
    ...fields,
  }
  if (shared.isTwin?.(event)) return
  shared.recent = [...recent.slice(-9), event]
  send(event)
})
