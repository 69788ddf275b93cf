// Stands in for the part that reads the data layer when a page is left before that is there, or where it is kept out.
import { on } from './guard.ts'
import { record, shared } from './record.ts'

type Entry = { event?: string; ecommerce?: object } & unknown[]

/** As GA4 names actions; not `undefined`, which entries without a name are. */
const action = /^(?!page|user|con[sv]|cookie|scroll|unde)\w+$/

export const startLate = (): void =>
  on(window, 'pagehide visibilitychange', () => {
    for (const entry of (window.dataLayer as Entry[]).slice(shared.copied)) {
      shared.copied++
      // `gtag` pushes its arguments.
      const [, name, given] = entry[0] === 'event' ? entry : [0, entry.event, entry.ecommerce || entry]
      if (action.test(name as string) && shared.recent.every((event) => event.name !== name))
        record(name as string, given)
    }
  })
