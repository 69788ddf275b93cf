import type { IncomingEvent } from '../../../src/contract/collect.ts'
import type { CostRow, PostRow, ProductRow, SearchWordsRow, SideKind } from '../../../src/contract/side-data.ts'
import { type Day, dayOf, labelOf } from './calendar.ts'
import { priceIn, products } from './catalogue.ts'
import { cycleDays, postedOn } from './posts.ts'
import { Chance, seedOf } from './random.ts'
import type { Simulation } from './simulate.ts'
import { defaultShopUrl } from './simulate.ts'

/**
 * What other tools know of the same days: the ad platforms what each campaign cost, the search engine which words led
 * to the shop, the networks what became of the posts. Made from the visits that came of it, so that the figures fit.
 */
export type Elsewhere = Readonly<Partial<Record<SideKind, readonly object[]>>>

type Setting = Pick<Simulation, 'seed' | 'timezone' | 'currency' | 'shopUrl'>

/** In đồng a click, and clicks of a hundred who see it. */
const prices: Readonly<Record<string, readonly [dong: number, clickRate: number]>> = {
  brand: [1_200, 11],
  tea_gifts: [4_600, 3.4],
  teapots: [5_200, 2.9],
  autumn_glazes: [2_300, 1.5],
  gift_box: [2_700, 1.3],
  retarget_cart: [3_100, 2.2],
  pour_video: [900, 0.8],
  unboxing: [1_100, 0.9],
}
/** Clicks that were paid and never arrived: the page was closed before the tag ran. */
const lostClicks = 0.07

const paidMediums = new Set(['cpc', 'paid_social', 'paid'])

/** What people typed, by the page that the search engine showed them, and how far up it stood. */
const wordsOf: Readonly<Record<string, readonly (readonly [words: string, weight: number, position: number])[]>> = {
  guide: [
    ['cách pha trà', 30, 6.2],
    ['how to brew green tea', 16, 9.1],
    ['trà shan tuyết là gì', 14, 4.3],
    ['kinh nghiệm mua ấm trà', 10, 5.8],
  ],
  product: [
    ['ấm trà bát tràng', 26, 5.4],
    ['trà sen tây hồ', 24, 4.1],
    ['quà tặng trà', 14, 8.8],
    ['doi mae salong oolong', 6, 3.2],
  ],
  home: [
    ['suối trà', 40, 1.2],
    ['suoi tra shop', 12, 1.1],
    ['cửa hàng trà hà nội', 9, 7.5],
  ],
}

const kindOf = (path: string): string =>
  path.includes('/products/') ? 'product' : path.endsWith('guide.html') ? 'guide' : 'home'

type Tally = { day: Day; parts: readonly string[]; visits: number }

const add = (tallies: Map<string, Tally>, day: Day, ...parts: string[]): void => {
  const key = `${day}\0${parts.join('\0')}`
  const known = tallies.get(key)
  if (known) known.visits++
  else tallies.set(key, { day, parts, visits: 1 })
}

/** Counts visits while they are sent, and says at the end what the tools they came from would say of them. */
export class ElsewhereFigures {
  readonly #setting: Setting
  readonly #paid = new Map<string, Tally>()
  readonly #found = new Map<string, Tally>()
  readonly #seen = new Set<string>()

  constructor(setting: Setting) {
    this.#setting = setting
  }

  see({ name, url = '', referrer = '', session = '', time }: IncomingEvent): void {
    if (name !== 'page_view' || this.#seen.has(session)) return
    this.#seen.add(session)
    const day = dayOf(Number(time), this.#setting.timezone)
    const { searchParams: query, pathname } = new URL(url)
    const medium = query.get('utm_medium') ?? ''
    const [source = '', campaign = '', term = ''] = ['source', 'campaign', 'term'].map(
      (part) => query.get(`utm_${part}`) ?? '',
    )
    if (paidMediums.has(medium)) add(this.#paid, day, source, medium, campaign, term)
    else if (medium === '' && referrer.startsWith('https://www.google.')) add(this.#found, day, pathname)
  }

  rows(): Elsewhere {
    return { costs: this.#costs(), search_words: this.#words(), posts: this.#posts() }
  }

  #chance(tally: Tally): Chance {
    return new Chance(this.#setting.seed, tally.day, seedOf(tally.parts.join('/')))
  }

  #costs(): Partial<CostRow>[] {
    return [...this.#paid.values()].map((tally) => {
      const [source, medium, campaign = '', term] = tally.parts
      const [dong, rate] = prices[campaign] ?? [2_000, 2]
      const chance = this.#chance(tally)
      const clicks = tally.visits + (chance.happens(Math.min(1, tally.visits * lostClicks)) ? 1 : 0)
      const impressions = Math.round(clicks * chance.around(100 / rate, 0.2))
      const cost = Math.round(clicks * chance.around(priceOf(dong, this.#setting.currency), 0.15) * 100) / 100
      return { day: labelOf(tally.day), source, medium, campaign, term, cost, clicks, impressions }
    })
  }

  #words(): Partial<SearchWordsRow>[] {
    return [...this.#found.values()].map((tally) => {
      const [path = ''] = tally.parts
      const chance = this.#chance(tally)
      const list = wordsOf[kindOf(path)] ?? []
      const at = list[chance.place(list.map(([, weight]) => weight))] ?? list[0]
      const position = Math.round(chance.around(at?.[2] ?? 5, 0.15) * 10) / 10
      const impressions = Math.round(tally.visits * chance.around(4 + 2.4 * position, 0.3))
      const page = new URL(path, this.#setting.shopUrl ?? defaultShopUrl).href
      return { day: labelOf(tally.day), words: at?.[0] ?? '', page, clicks: tally.visits, impressions, position }
    })
  }

  /** Two posts a week; what a post does it mostly does in its first days. */
  #posts(): Partial<PostRow>[] {
    const days = [...new Set([...this.#paid.values(), ...this.#found.values()].map(({ day }) => day))]
    return days.flatMap((day) =>
      postedOn.flatMap(({ network, titles, reach, video }, index) => {
        const age = (((day - index * 3) % cycleDays) + cycleDays) % cycleDays
        const chance = new Chance(this.#setting.seed, day, 1_000 + index)
        const seen = Math.round(chance.around(reach * 0.5 ** age, 0.25))
        if (seen < 5) return []
        const post = `${network}-${day - age}`
        const title = titles[Math.floor((day - age) / cycleDays) % titles.length] ?? ''
        const link = `https://${network}.example/suoi.tra/${day - age}`
        const views = video ? Math.round(seen * 0.62) : 0
        return [
          {
            ...{ day: labelOf(day), network, account: 'suoi.tra', post, title, link, reach: seen, views },
            completions: Math.round(views * 0.18),
            likes: Math.round(seen * 0.031),
            comments: Math.round(seen * 0.0042),
            shares: Math.round(seen * 0.0035),
            saves: Math.round(seen * 0.0061),
            follows: Math.round(seen * 0.0018),
            clicks: Math.round(seen * 0.011),
          },
        ]
      }),
    )
  }
}

const priceOf = (dong: number, currency: string): number => (dong / 1_000_000) * priceIn(currency, 1_000_000)

/** The shop's product feed; without pictures, which a server never fetches from its own network. */
export const productFeed = ({
  currency,
  shopUrl = defaultShopUrl,
}: Pick<Setting, 'currency' | 'shopUrl'>): Partial<ProductRow>[] =>
  products.map(({ id, name, price, category }) => ({
    item_id: id,
    name,
    price: priceIn(currency, price),
    currency,
    category,
    link: `${shopUrl}products/${id}.html`,
    availability: 'in_stock',
  }))
