import { type Day, seasonOn } from './calendar.ts'
import { type Arrival, type ChannelKey, channels } from './channels.ts'
import { goToCart, type Refund } from './checkout.ts'
import { parameters as p } from './parameters.ts'
import { type Appointment, comeAgain, meet, type Person } from './person.ts'
import { Chance, seedOf } from './random.ts'
import type { SharedLinks } from './shared-links.ts'
import { type Happening, Visit } from './visit.ts'
import { type Memory, readGuide, search, seeHome, seeProduct, seeVisitPage, type Walk } from './walk.ts'

/** Everything about the world that a person's life depends on. */
export type World = {
  seed: number
  currency: string
  shopUrl: string
  midnight: (day: Day) => number
  brokenDays: readonly Day[]
  isAsked: (time: number) => boolean
  shared: SharedLinks
}

const pages = { home: seeHome, product: seeProduct, guide: readGuide, search, visit: seeVisitPage } as const

/** All that one person ever does in the shop, in order of time but for refunds, which come last. */
export const live = (world: World, day: Day, index: number): Happening[] => {
  const chance = new Chance(world.seed, day, index)
  const person = meet(chance, day, index)
  const memory: Memory = { cart: [], subscribed: false, bought: false, saved: new Set() }
  const happenings: Happening[] = []
  let count = 0
  const nextId = (): string => `${world.seed.toString(36)}-${person.key}-${(count++).toString(36)}`
  let appointment: Appointment | null = person.first
  for (let ordinal = 0; appointment && ordinal < p.visitsAtMost; ordinal++) {
    const { visit, refund } = comeOnce({ world, chance, person, appointment, ordinal, memory, nextId })
    for (const happening of visit.happenings) happenings.push(happening)
    if (refund) {
      const id = nextId()
      if (world.isAsked(refund.time)) happenings.push(tellRefund(person, appointment, refund, id))
    }
    appointment = comeAgain(chance, person, {
      last: appointment,
      day0: day,
      subscribed: memory.subscribed,
      bought: memory.bought,
      hasCart: memory.cart.length > 0,
    })
  }
  return happenings
}

type Coming = {
  world: World
  chance: Chance
  person: Person
  appointment: Appointment
  ordinal: number
  memory: Memory
  nextId: () => string
}

const comeOnce = ({
  world,
  chance,
  person,
  appointment,
  ordinal,
  memory,
  nextId,
}: Coming): { visit: Visit; refund: Refund | null } => {
  const visitor = person.visitors[appointment.device] ?? person.visitors[0]
  const channel = channels[appointment.channel]
  const visit = new Visit(world.midnight(appointment.day) + appointment.ms, {
    chance,
    visitor,
    channel: channel.group,
    arrival: byShare(channel.arrive(chance), { world, person, appointment, ordinal }),
    shopUrl: world.shopUrl,
    nextId,
    isAsked: world.isAsked,
    onShare: (id) => {
      if (ordinal === 0) world.shared.note(appointment.day, id)
    },
  })
  const { browser, os, device } = visitor.device
  const isSale = world.brokenDays.includes(appointment.day)
  const walk: Walk = {
    visit,
    chance,
    visitor,
    channel,
    currency: world.currency,
    email: person.email,
    memory,
    mood:
      seasonOn(appointment.day).buying *
      (isSale ? p.broken.buying : 1) *
      p.mood[device] *
      (1 + p.mood.perVisit * Math.min(ordinal, 2)) *
      (memory.bought ? p.mood.customer : 1),
    isBroken: isSale && browser === p.broken.browser && os === p.broken.os && device === p.broken.device,
  }
  return { visit, refund: look(walk, appointment.channel) }
}

/** Some of those who come for the first time come by a link that somebody shared; it says so. */
const byShare = (
  arrival: Arrival,
  { world, person, appointment, ordinal }: Pick<Coming, 'world' | 'person' | 'appointment' | 'ordinal'>,
): Arrival => {
  const { channel, day } = appointment
  const odds: Readonly<Partial<Record<ChannelKey, number>>> = p.comesByShare
  if (ordinal > 0 || odds[channel] === undefined) return arrival
  const apart = new Chance(world.seed, seedOf(person.key))
  const id = apart.happens(odds[channel]) ? world.shared.pick(day, apart) : undefined
  if (id === undefined) return arrival
  return { ...arrival, query: [arrival.query, `mnw_share=${id}`].filter(Boolean).join('&') }
}

const look = (walk: Walk, key: ChannelKey): Refund | null => {
  const { chance, channel, memory } = walk
  pages[chance.weighted(channel.landing)](walk)
  // A link in a letter is personal: it says whose letter it was, whichever device opens it.
  if (key === 'newsletter' && (memory.subscribed || memory.bought)) {
    walk.visit.tell('identify', {}, { user: { email: walk.email } })
  }
  const hadCart = memory.cart.length > 0
  if (!hadCart && chance.happens(channel.bounce)) return null
  const steps = chance.times(channel.depth * (key === 'direct' ? 1.1 : 1))
  for (let step = 0; step < steps; step++) {
    const next = chance.happens(p.viewsItemPerStep)
      ? 'product'
      : chance.weighted({ home: 40, guide: 18, search: 30, visit: 12 })
    const before = memory.cart.length
    pages[next](walk)
    if (memory.cart.length > before && !chance.happens(p.addsAnother)) break
  }
  if (memory.cart.length === 0) return null
  return chance.happens(hadCart ? p.comesBackToCart : p.opensCart) ? goToCart(walk) : null
}

/** The shop's own server tells it from the order, so it has no page; it belongs to the visit that bought. */
const tellRefund = (
  person: Person,
  { channel, device }: Appointment,
  { time, event }: Refund,
  id: string,
): Happening => {
  const { ip, language, ...buyer } = person.visitors[device] ?? person.visitors[0]
  return {
    event: {
      ...event,
      id,
      time,
      visitor: buyer.visitor,
      session: event.session ?? '',
      language,
      ip,
      user_agent: buyer.device.userAgent,
    },
    person: person.key,
    channel: channels[channel].group,
    device: buyer.device,
    country: person.country,
  }
}
