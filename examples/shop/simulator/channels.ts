import type { Chance } from './random.ts'

export type ChannelKey =
  | 'google_paid'
  | 'google_organic'
  | 'direct'
  | 'facebook_paid'
  | 'facebook_organic'
  | 'tiktok_paid'
  | 'tiktok_organic'
  | 'line'
  | 'zalo'
  | 'newsletter'
  | 'ai_assistant'
  | 'partner'

export type Arrival = { query: string; referrer: string }

export type Channel = {
  /** The channel group that a report should put these sessions in. */
  group: string
  /** Weight among first visits. */
  share: number
  /** That a visit ends on its first page. */
  bounce: number
  /** Steps after the first page, on average. */
  depth: number
  /** Factor on the wish to put something in the cart and to go on from there. */
  intent: number
  /** That somebody who came this way comes again. */
  returns: number
  landing: Readonly<Partial<Record<'home' | 'product' | 'guide' | 'search' | 'visit', number>>>
  arrive(chance: Chance): Arrival
}

const utm = (source: string, medium: string, campaign: string, more = ''): string =>
  `utm_source=${source}&utm_medium=${medium}&utm_campaign=${campaign}${more}`

const clickId = (chance: Chance, start: string, length: number): string => `${start}${chance.letters(length)}`

export const channels: Readonly<Record<ChannelKey, Channel>> = {
  google_paid: {
    group: 'Paid Search',
    share: 15,
    bounce: 0.36,
    depth: 2.1,
    intent: 1.55,
    returns: 0.26,
    landing: { product: 70, home: 22, search: 8 },
    arrive: (chance) => ({
      query: `${utm('google', 'cpc', chance.one(['brand', 'tea_gifts', 'teapots']), `&utm_term=${chance.one(['am+tra+bat+trang', 'lotus+tea', 'tea+gift', 'suoi+tra'])}`)}&gclid=${clickId(chance, 'Cj0KCQ', 40)}`,
      referrer: 'https://www.google.com/',
    }),
  },
  google_organic: {
    group: 'Organic Search',
    share: 22,
    bounce: 0.42,
    depth: 1.7,
    intent: 1.1,
    returns: 0.22,
    landing: { guide: 34, product: 42, home: 24 },
    arrive: (chance) => ({
      query: '',
      referrer: chance.weighted({
        'https://www.google.com/': 88,
        'https://coccoc.com/': 7,
        'https://www.bing.com/': 5,
      }),
    }),
  },
  direct: {
    group: 'Direct',
    share: 14,
    bounce: 0.38,
    depth: 1.9,
    intent: 1.25,
    returns: 0.3,
    landing: { home: 80, product: 15, guide: 5 },
    arrive: () => ({ query: '', referrer: '' }),
  },
  facebook_paid: {
    group: 'Paid Social',
    share: 18,
    bounce: 0.58,
    depth: 1.2,
    intent: 0.62,
    returns: 0.16,
    landing: { product: 74, home: 26 },
    arrive: (chance) => ({
      query: `${utm('facebook', 'paid_social', chance.one(['autumn_glazes', 'gift_box', 'retarget_cart']), `&utm_content=${chance.one(['carousel', 'video_pour', 'story'])}`)}&fbclid=${clickId(chance, 'IwAR', 44)}`,
      referrer: 'https://l.facebook.com/',
    }),
  },
  facebook_organic: {
    group: 'Organic Social',
    share: 8,
    bounce: 0.5,
    depth: 1.4,
    intent: 0.8,
    returns: 0.22,
    landing: { product: 50, home: 25, guide: 25 },
    arrive: (chance) => ({
      query: `fbclid=${clickId(chance, 'IwAR', 44)}`,
      referrer: chance.one(['https://m.facebook.com/', 'https://l.facebook.com/', 'https://www.instagram.com/']),
    }),
  },
  tiktok_paid: {
    group: 'Paid Social',
    share: 8,
    bounce: 0.68,
    depth: 0.9,
    intent: 0.35,
    returns: 0.1,
    landing: { product: 85, home: 15 },
    arrive: (chance) => ({
      query: `${utm('tiktok', 'paid', chance.one(['pour_video', 'unboxing']))}&ttclid=${clickId(chance, 'E.C.P.', 40)}`,
      referrer: 'https://www.tiktok.com/',
    }),
  },
  tiktok_organic: {
    group: 'Organic Social',
    share: 3,
    bounce: 0.62,
    depth: 1.0,
    intent: 0.5,
    returns: 0.14,
    landing: { home: 60, product: 40 },
    arrive: () => ({ query: '', referrer: 'https://www.tiktok.com/' }),
  },
  line: {
    group: 'LINE',
    share: 4,
    bounce: 0.32,
    depth: 1.9,
    intent: 1.5,
    returns: 0.34,
    landing: { product: 60, home: 40 },
    arrive: (chance) => ({ query: utm('line', 'message', chance.one(['welcome', 'new_glazes'])), referrer: '' }),
  },
  zalo: {
    group: 'Zalo',
    share: 6,
    bounce: 0.33,
    depth: 1.9,
    intent: 1.45,
    returns: 0.34,
    landing: { product: 60, home: 40 },
    arrive: (chance) => ({
      query: utm('zalo', 'oa', chance.one(['welcome', 'weekly'])),
      referrer: chance.happens(0.4) ? 'https://zalo.me/' : '',
    }),
  },
  newsletter: {
    group: 'Email',
    share: 3,
    bounce: 0.28,
    depth: 2.2,
    intent: 1.8,
    returns: 0.4,
    landing: { product: 55, guide: 25, home: 20 },
    arrive: (chance) => ({
      query: utm('newsletter', 'email', chance.one(['letter_new_glazes', 'letter_first_harvest'])),
      referrer: '',
    }),
  },
  ai_assistant: {
    group: 'AI Assistant',
    share: 4,
    bounce: 0.35,
    depth: 1.8,
    intent: 1.3,
    returns: 0.24,
    landing: { guide: 55, product: 45 },
    arrive: (chance) => ({
      query: '',
      referrer: chance.weighted({
        'https://chatgpt.com/': 66,
        'https://gemini.google.com/': 22,
        'https://www.perplexity.ai/': 12,
      }),
    }),
  },
  partner: {
    group: 'Referral',
    share: 4,
    bounce: 0.4,
    depth: 1.7,
    intent: 1.05,
    returns: 0.22,
    landing: { guide: 30, product: 50, visit: 20 },
    arrive: (chance) => ({
      query: '',
      referrer: chance.one(['https://slow-table.example/best-tea-shops', 'https://hanoi-notes.example/old-quarter']),
    }),
  },
}

export const channelShares = Object.fromEntries(
  Object.entries(channels).map(([key, { share }]) => [key, share]),
) as Record<ChannelKey, number>
