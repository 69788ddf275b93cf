import type { Site } from '../contract/site.ts'
import { type ControlDatabase, listSites } from '../control/index.ts'

/** All sites in memory, because every event asks for one. Whoever changes a site calls `reload`. */
export class SiteCache {
  #sites = new Map<string, Site>()
  readonly #db: ControlDatabase

  constructor(db: ControlDatabase) {
    this.#db = db
  }

  async reload(): Promise<void> {
    this.#sites = new Map((await listSites(this.#db)).map((site) => [site.id, site]))
  }

  find = (id: string): Site | undefined => this.#sites.get(id)

  all(): Site[] {
    return [...this.#sites.values()]
  }
}
