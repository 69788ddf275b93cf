import { appeals, categoryNames, findProduct, type Product, priceIn, products } from './catalogue.ts'
import type { Channel } from './channels.ts'
import { parameters as p } from './parameters.ts'
import { places } from './places.ts'
import { Chance, seedOf } from './random.ts'
import type { Visit, Visitor } from './visit.ts'

export type Line = { id: string; quantity: number }

/** What a person carries from one visit to the next. */
export type Memory = { cart: Line[]; subscribed: boolean; bought: boolean; saved: Set<string> }

/** What a visit needs to know beyond the visit itself. */
export type Walk = {
  visit: Visit
  chance: Chance
  visitor: Visitor
  channel: Channel
  currency: string
  email: string
  memory: Memory
  /** Factor on the wish to buy: the season, the device, having been here and having bought before. */
  mood: number
  isBroken: boolean
}

export const itemOf = (product: Product, quantity: number, currency: string) => ({
  item_id: product.id,
  item_name: product.name,
  item_category: categoryNames[product.category] ?? '',
  price: priceIn(currency, product.price),
  quantity,
})

export const basketOf = (lines: readonly Line[], currency: string) => {
  const items = lines.map(({ id, quantity }) => itemOf(findProduct(id), quantity, currency))
  return { items, value: items.reduce((sum, item) => sum + item.price * item.quantity, 0) }
}

const suffix = ' · Suối Trà'
const home = { path: '', title: 'Suối Trà: tea and clay from small workshops' }

export const measureVitals = ({ visit, chance, visitor }: Walk): void => {
  if (!chance.happens(p.measuresVitals)) return
  const slow = visitor.device.device === 'mobile' ? 1.25 : 0.85
  const [metric, measure, good, poor] = chance.one([
    ['LCP', chance.around(1_650, 0.42) * slow, 2_500, 4_000],
    ['INP', chance.around(120, 0.6) * slow, 200, 500],
    ['CLS', chance.around(0.04, 0.8), 0.1, 0.25],
  ] as const)
  const rating = measure <= good ? 'good' : measure <= poor ? 'needs-improvement' : 'poor'
  visit.tell('web_vital', {
    metric,
    measure: metric === 'CLS' ? Math.round(measure * 1000) / 1000 : Math.round(measure),
    rating,
  })
}

const maybeSubscribe = ({ visit, chance, memory, email, channel }: Walk): void => {
  if (memory.subscribed || !chance.happens(p.subscribes * Math.min(1.3, channel.intent))) return
  memory.subscribed = true
  visit.tell('form_start', { form: 'newsletter-form', fields: 'email' })
  visit.wait(chance.around(7, 0.4))
  visit.tell('newsletter_signup', { form: 'newsletter' })
  visit.tell('identify', {}, { user: { email } })
  visit.tell('form_submit', { form: 'newsletter-form', fields: 'email', destination: '' })
}

const maybeBreak = ({ visit, chance }: Walk): void => {
  if (!chance.happens(p.scriptErrors)) return
  visit.tell('script_error', {
    message: "TypeError: Cannot read properties of null (reading 'append')",
    file: 'scripts/home.js',
    line: 27,
  })
}

export const seeHome = (walk: Walk): void => {
  const { visit, chance, currency } = walk
  visit.open(home)
  measureVitals(walk)
  maybeBreak(walk)
  const seen = products.slice(0, 4).map((product) => itemOf(product, 1, currency))
  visit.tell('view_item_list', { item_list_id: 'all', items: seen })
  visit.wait(chance.around(14, 0.7))
  if (chance.happens(0.12)) {
    visit.tell('click', {
      selector: '#categories>button.chip',
      text: chance.one(['Tea', 'Cups & bowls', 'Pots & jugs']),
      href: '',
      outbound: false,
    })
    visit.wait(chance.around(6, 0.5))
  }
  maybeSubscribe(walk)
  visit.leave(48)
}

const contactLinks = {
  zalo: ['Zalo', 'https://zalo.me/84900000000'],
  messenger: ['Messenger', 'https://m.me/suoi.tra.demo'],
  line: ['LINE', 'https://line.me/R/ti/p/@suoi-tra-demo'],
  phone: ['Call us', 'tel:+84900000000'],
  mail: ['Write', 'mailto:hello@shop.example'],
  map: ['Find us', 'https://maps.google.com/?q=Hang+Be+Hanoi'],
} as const

const contact = ({ visit, chance, visitor }: Walk): void => {
  const method = chance.weighted(places[visitor.country].contacts)
  const [text, href] = contactLinks[method]
  visit.tell('contact', {
    method,
    selector: `div.asks>div.chips>a.chip.contact-${method}`,
    text,
    href,
    outbound: href.startsWith('https:'),
  })
  const apart = new Chance(seedOf(visit.session))
  if ((method === 'messenger' || method === 'line') && apart.happens(p.writes[method])) {
    visit.tellLater(apart.around(70, 0.6), 'contact_confirmed', { method, began_with: 'message', joined: true })
  }
  visit.wait(chance.around(12, 0.5))
}

const watchFilm = ({ visit, chance }: Walk): void => {
  const film = { video: 'The first cup', provider: 'html5' }
  visit.tell('video_start', { ...film, video_percent: 0, video_percent_before: 0 })
  let before = 0
  for (const percent of [10, 25, 50, 75, 90, 100]) {
    if (!chance.happens(p.reachesNextMark)) return
    visit.wait((percent - before) * 0.12)
    const name = percent === 100 ? 'video_complete' : 'video_progress'
    visit.tell(name, { ...film, video_percent: percent, video_percent_before: before })
    before = percent
  }
}

export const seeProduct = (walk: Walk): void => {
  const { visit, chance, currency, memory, channel, mood } = walk
  const product = findProduct(chance.weighted(appeals))
  visit.open({ path: `products/${product.id}.html`, title: product.name + suffix })
  measureVitals(walk)
  const items = [itemOf(product, 1, currency)]
  const priced = { currency, value: priceIn(currency, product.price) }
  visit.tell('view_item', { items }, priced)
  visit.wait(chance.around(13, 0.7))
  if (chance.happens(p.startsVideo)) watchFilm(walk)
  if (!memory.saved.has(product.id) && chance.happens(p.savesItem)) {
    memory.saved.add(product.id)
    visit.tell('add_to_wishlist', { items }, priced)
  }
  if (chance.happens(p.sharesItem)) {
    const method = chance.weighted({
      facebook: 50,
      line: 20,
      'x.com': 5,
      'www.pinterest.com': 10,
      native: 15,
    })
    visit.share({ method, href: '', content_type: 'product', item_id: product.id })
  }
  if (chance.happens(p.contacts)) contact(walk)
  if (chance.happens(p.comments)) {
    visit.wait(chance.around(40, 0.5))
    visit.tell('comment', { form: 'comment-form' })
  }
  if (chance.happens(Math.min(0.6, p.addsToCart * channel.intent * mood))) {
    visit.wait(chance.around(6, 0.6))
    const quantity = chance.happens(0.16) ? 2 : 1
    addLine(memory.cart, product.id, quantity)
    visit.tell(
      'add_to_cart',
      { items: [itemOf(product, quantity, currency)] },
      { currency, value: priced.value * quantity },
    )
  }
  maybeSubscribe(walk)
  visit.leave(52)
}

const addLine = (cart: Line[], id: string, quantity: number): void => {
  const line = cart.find((known) => known.id === id)
  if (line) line.quantity += quantity
  else cart.push({ id, quantity })
}

export const readGuide = (walk: Walk): void => {
  const { visit, chance } = walk
  visit.open({ path: 'guide.html', title: `Tea guide${suffix}` })
  measureVitals(walk)
  visit.wait(chance.around(58, 0.8))
  if (chance.happens(p.downloadsEbook)) {
    visit.tell('file_download', {
      file_name: 'small-book-about-tea.pdf',
      file_extension: 'pdf',
      href: 'media/small-book-about-tea.pdf',
      selector: '#ebook-guide',
      text: 'Download the ebook',
    })
  }
  if (chance.happens(p.sharesItem * 2)) {
    visit.share({
      method: chance.one(['facebook', 'line', 'native']),
      href: '',
      content_type: 'article',
      item_id: 'guide',
    })
  }
  maybeSubscribe(walk)
  visit.leave(66)
}

const searchTerms = {
  tea: 22,
  'trà sen': 18,
  teapot: 15,
  'ấm trà': 14,
  gift: 12,
  oolong: 9,
  lithuania: 5,
  matcha: 5,
} as const

export const search = (walk: Walk): void => {
  const { visit, chance } = walk
  for (let again = 0; again === 0 || (again === 1 && chance.happens(p.searchesTwice)); again++) {
    const term = chance.weighted(searchTerms)
    visit.open({ path: `search.html?q=${encodeURIComponent(term)}`, title: `Search${suffix}` })
    visit.tell('search', { search_term: term })
    visit.wait(chance.around(9, 0.5))
    visit.leave(45)
  }
}

export const seeVisitPage = (walk: Walk): void => {
  const { visit, chance } = walk
  visit.open({ path: 'visit.html', title: `Visit us${suffix}` })
  visit.wait(chance.around(18, 0.6))
  if (chance.happens(p.contactsWhenVisiting)) contact(walk)
  if (chance.happens(p.asksForOffer)) {
    visit.tell('form_start', { form: 'cafe-form', fields: 'name,reach,need' })
    visit.wait(chance.around(45, 0.4))
    visit.tell('generate_lead', { lead_source: 'cafes' })
    visit.tell('form_submit', { form: 'cafe-form', fields: 'name,reach,need', destination: '' })
  }
  visit.leave(60)
}
