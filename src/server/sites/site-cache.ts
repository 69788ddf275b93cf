import type { SiteFacts } from '../../collect/index.ts'
import type { Tool } from '../../contract/other-tools.ts'
import type { Site } from '../../contract/site.ts'
import type { SiteRules } from '../../contract/site-rules.ts'
import { allOtherIds, type ControlDatabase, listSiteRules, listSites, type OtherIdFacts } from '../../control/index.ts'

const keyOf = ({ tool, value }: { tool: Tool; value: string }): string => `${tool} ${value}`

/** Somebody who tries ids that are no sites does not keep the database busy. */
const LOOK_EVERY_MS = 1_000

/** All sites in memory, because every event asks for one. Whoever changes a site, or its ids in other tools, calls `reload`. */
export class SiteCache {
  #sites = new Map<string, Site>()
  #rules = new Map<string, SiteRules>()
  #otherIds = new Map<string, OtherIdFacts>()
  readonly #db: ControlDatabase
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> = Promise.resolve()

  constructor(db: ControlDatabase) {
    this.#db = db
  }

  async reload(): Promise<void> {
    this.#sites = new Map((await listSites(this.#db)).map((site) => [site.id, site]))
    this.#rules = await listSiteRules(this.#db)
    this.#otherIds = new Map((await allOtherIds(this.#db)).map((one) => [keyOf(one), one]))
  }

  find = (id: string): Site | undefined => this.#sites.get(id)

  /** As `find`, also a site that another server has made just now. */
  async look(id: string, now: number): Promise<Site | undefined> {
    const known = this.find(id)
    if (known) return known
    if (now - this.#lookedAt >= LOOK_EVERY_MS) {
      this.#lookedAt = now
      this.#looking = this.reload()
    }
    await this.#looking
    return this.find(id)
  }

  /** What collecting needs to know of a site. */
  facts(id: string): SiteFacts | undefined {
    const site = this.#sites.get(id)
    const rules = this.#rules.get(id)
    return site && rules ? { ...site, rules } : site
  }

  /** What a tool's id of a site stands for. */
  otherId(tool: Tool, value: string): OtherIdFacts | undefined {
    return this.#otherIds.get(keyOf({ tool, value }))
  }

  all(): Site[] {
    return [...this.#sites.values()]
  }
}
