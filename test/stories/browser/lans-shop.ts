import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll } from 'vitest'
import type { NewSite, Site } from '../../../src/contract/site.ts'
import type { Opened, Served } from '../../served-minnow.ts'

type Settings = Partial<NewSite> & Pick<NewSite, 'domains'>

/** Lan sells tea. She owns a Minnow with one site, and is signed in. */
export type LansShop = {
  site: () => string
  /** She opens a page of the site. */
  opens: (path: string, options?: BrowserContextOptions) => Promise<Opened>
  /** What her browser asks of the site's API. */
  posts: (path: string, data: unknown) => Promise<unknown>
}

/** Made before all tests of a file; `fill` says what there is to see. */
export const useLansShop = (
  minnow: Served,
  settings: Settings,
  fill: (shop: LansShop) => Promise<void> = async () => {},
): LansShop => {
  let site = ''
  let signedIn: Awaited<ReturnType<Opened['page']['request']['storageState']>>
  let request: Opened['page']['request']
  const post = async (path: string, data: unknown): Promise<unknown> => {
    const answer = await request.post(path, { data, headers: { origin: minnow.url() } })
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`)
    return answer.json()
  }
  const shop: LansShop = {
    site: () => site,
    opens: (path, options = {}) => minnow.opens(`/sites/${site}/${path}`, { storageState: signedIn, ...options }),
    posts: (path, data) => post(`/api/sites/${site}${path}`, data),
  }
  beforeAll(async () => {
    request = (await minnow.opens('/api/me')).page.request
    await post('/api/owner', { name: 'Lan', email: 'lan@tra-sen.vn', password: 'ca be nuoi ca lon' })
    const made = await post('/api/sites', { name: 'Trà Sen', timezone: 'UTC', currency: 'VND', ...settings })
    site = (made as Site).id
    signedIn = await request.storageState()
    await fill(shop)
  })
  return shop
}
