export type Product = {
  id: string
  category: string
  /** In Vietnamese đồng. */
  price: number
  name: string
  /** How often it is looked at, against the others. */
  appeal: number
}

const product = (id: string, category: string, price: number, name: string, appeal: number): Product => ({
  id,
  category,
  price,
  name,
  appeal,
})

/** What site/scripts/catalogue.js sells; a test holds the two together. */
export const products: readonly [Product, ...Product[]] = [
  product('celadon-tea-bowl', 'cups', 320_000, 'Celadon tea bowl', 12),
  product('bat-trang-teapot', 'pots', 890_000, 'Blue-branch teapot', 11),
  product('benjarong-cup', 'cups', 650_000, 'Benjarong cup', 7),
  product('black-clay-jug', 'pots', 780_000, 'Black-clay jug', 4),
  product('lotus-tea', 'tea', 450_000, 'West Lake lotus tea', 12),
  product('shan-tuyet-green', 'tea', 280_000, 'Shan Tuyết wild green', 9),
  product('chiang-rai-oolong', 'tea', 340_000, 'Doi Mae Salong oolong', 8),
  product('linden-blossom', 'tea', 190_000, 'Linden blossom', 4),
  product('white-gaiwan', 'cups', 420_000, 'White gaiwan', 6),
  product('bamboo-tray', 'home', 560_000, 'Bamboo tea tray', 4),
  product('clay-phin', 'home', 370_000, 'Clay phin for coffee', 7),
  product('fish-plate', 'home', 520_000, 'Sangkhalok fish plate', 5),
  product('linen-cloth', 'home', 220_000, 'Linen tea cloth', 3),
  product('moon-vase', 'home', 980_000, 'Moon vase', 4),
  product('tasting-cups', 'cups', 480_000, 'Four tasting cups', 5),
  product('first-tea-box', 'tea', 1_250_000, 'The first tea box', 8),
]

export const categoryNames: Readonly<Record<string, string>> = {
  cups: 'Cups & bowls',
  pots: 'Pots & jugs',
  tea: 'Tea',
  home: 'For the table',
}

export const appeals: Readonly<Record<string, number>> = Object.fromEntries(
  products.map(({ id, appeal }) => [id, appeal]),
)
const byId = new Map(products.map((each) => [each.id, each]))
export const findProduct = (id: string): Product => byId.get(id) ?? products[0]

/** Đồng to one unit of a currency, and its smallest amount in daily use: prices elsewhere look like prices there. */
const rates: Readonly<Record<string, readonly [number, number]>> = {
  VND: [1, 1_000],
  THB: [1 / 750, 10],
  EUR: [1 / 28_000, 0.5],
  USD: [1 / 25_500, 0.5],
}

export const priceIn = (currency: string, dong: number): number => {
  const [rate, step] = rates[currency] ?? [1 / 25_500, 0.5]
  return Math.max(step, Math.round((dong * rate) / step) * step)
}
