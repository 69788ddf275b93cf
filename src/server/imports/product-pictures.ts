import { type EventStore, sideRows } from '../../events/index.ts'
import { type Outbound, OutboundFailed } from '../../platform/outbound.ts'
import { sql } from '../../platform/sql.ts'

export type Picture = { type: string; bytes: Buffer }

/** A page of the dashboard loads nothing from elsewhere, so pictures of products come by way of the server. */
const types = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
const MAX_BYTES = 1_048_576
const TIMEOUT_MS = 8_000
const KEPT_BYTES = 16 * 1_048_576

/** The pictures that were asked for lately, up to 16 MB. */
export class ProductPictures {
  readonly #events: EventStore
  readonly #outbound: Outbound
  readonly #kept = new Map<string, Picture>()
  #bytes = 0

  constructor(events: EventStore, outbound: Outbound) {
    this.#events = events
    this.#outbound = outbound
  }

  /** Null where the feed names none, or none can be had. */
  async of(site: string, item: string): Promise<Picture | null> {
    const [row] = await this.#events.query<{ image: string }>(
      sql`SELECT image FROM ${sideRows('products', { site, where: [sql`item_id = ${item}`] })}`,
    )
    const address = row?.image ?? ''
    if (address === '') return null
    const known = this.#kept.get(address)
    if (known) return known
    const found = await this.#ask(address)
    if (found) this.#keep(address, found)
    return found
  }

  async #ask(address: string): Promise<Picture | null> {
    try {
      const answer = await this.#outbound.send(address, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES })
      const type = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      return answer.status === 200 && types.has(type) ? { type, bytes: Buffer.from(answer.body) } : null
    } catch (error) {
      if (error instanceof OutboundFailed) return null
      throw error
    }
  }

  #keep(address: string, picture: Picture): void {
    this.#kept.set(address, picture)
    this.#bytes += picture.bytes.length
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= KEPT_BYTES) return
      this.#kept.delete(oldest)
      this.#bytes -= bytes.length
    }
  }
}
