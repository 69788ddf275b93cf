/**
 * How the visitors of the demo shop behave: the true rates that reports are checked against. Each probability is of one
 * visitor at the moment named; `intent` of a channel and the season multiply the wish to put something in the cart.
 */
export const parameters = {
  /** New people on an ordinary Monday. */
  newPeoplePerDay: 220,
  /** Standard deviation of a day's visitors around what weekday and season let expect, as a share of it. */
  dayNoise: 0.07,
  /** No visit of a person is later than this after the first. */
  horizonDays: 40,
  visitsAtMost: 6,
  /** That somebody who came comes again, on another device when they have two. */
  hasSecondDevice: 0.12,
  returnsAfterNewsletter: 0.3,
  returnsAfterPurchase: 0.3,
  returnsAfterCart: 0.25,
  /** Channels of a return visit. */
  returnsBy: { direct: 40, same: 22, google_organic: 10, facebook_paid: 10, newsletter: 8, zalo: 5, line: 5 },

  /** Factors on the wish to buy: of devices, of each earlier visit (two at most), of having bought before. */
  mood: { mobile: 0.9, desktop: 1.25, tablet: 1, perVisit: 0.25, customer: 1.5 },

  viewsItemPerStep: 0.62,
  addsToCart: 0.068,
  addsAnother: 0.35,
  opensCart: 0.8,
  beginsCheckout: 0.68,
  givesShipping: 0.78,
  givesPayment: 0.88,
  pays: 0.93,
  comesBackToCart: 0.4,
  isRemembered: 0.8,
  /** A thank-you page opened again, which tells the purchase again. */
  reloadsThanks: 0.01,
  refunded: { cash_on_delivery: 0.09, bank_qr: 0.03, card: 0.03 },
  refundIsPartial: 0.3,

  startsVideo: 0.11,
  /** At each of 10, 25, 50, 75, 90 and 100 %. */
  reachesNextMark: 0.8,
  savesItem: 0.045,
  sharesItem: 0.014,
  comments: 0.006,
  contacts: 0.024,
  contactsWhenVisiting: 0.3,
  /** Of those who tap: who then writes, where a chat tells of it. */
  writes: { messenger: 0.62, line: 0.47 },
  /** Of those who come for the first time this way: who comes by a link that somebody shared. */
  comesByShare: { facebook_organic: 0.24, zalo: 0.14, direct: 0.05 },
  asksForOffer: 0.05,
  downloadsEbook: 0.14,
  subscribes: 0.012,
  searchesTwice: 0.2,
  measuresVitals: 0.08,
  scriptErrors: 0.0015,

  payments: { cash_on_delivery: 58, bank_qr: 30, card: 12 },
  tiers: { standard: 76, express: 19, pickup: 5 },

  /**
   * The checkout was rebuilt for a sale of `days` days, this many whole days before the end of the history: while the
   * sale lasts it is broken on one browser. `traffic` and `buying` are the sale's factors.
   */
  broken: { daysBeforeEnd: 9, days: 2, browser: 'Safari', os: 'iOS', device: 'mobile', traffic: 1.9, buying: 2.4 },
} as const
