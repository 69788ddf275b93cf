import { hash64 } from '../hash.ts'
import type { Hit, Step } from '../hit.ts'
import { RecentMap } from '../recent-map.ts'

/** Page views that were scrolled and are not left yet, a hundred bytes each; what is forgotten may count once more. */
const MOST_PAGES = 20_000
const DEPTH = 'scroll_percent'
const BEFORE = 'scroll_percent_before'

const keyOf = ({ visitor, page }: Hit): bigint => hash64(String(visitor), `${page.host}${page.path}`)

/**
 * Some tools say at each leaving of a page how far it was read in all, and never what they said before. A goal "reached
 * 75 %" is true of the one event that says it first, so what was said before is remembered here.
 */
export class PageDepths {
  readonly #said = new RecentMap<bigint, number>(MOST_PAGES)

  tellBefore = (): Step =>
    ((hit: Hit) => {
      const { name } = hit.event
      if (name === 'page_view' && this.#said.size > 0) this.#said.delete(keyOf(hit))
      if (name !== 'engagement') return null
      const { [DEPTH]: depth, [BEFORE]: before } = hit.properties
      if (depth === undefined || before !== undefined) return null
      const key = keyOf(hit)
      const said = this.#said.get(key) ?? 0
      hit.properties = { ...hit.properties, [BEFORE]: String(said) }
      this.#said.set(key, Math.max(said, Number(depth) || 0))
      return null
    }) satisfies Step
}
