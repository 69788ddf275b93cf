import { type Day, hours, weekdayOf } from './calendar.ts'
import { type ChannelKey, channelShares, channels } from './channels.ts'
import { type Device, firstDevice, secondDevice } from './devices.ts'
import { parameters } from './parameters.ts'
import { addressIn, type Country, countryShares, places } from './places.ts'
import type { Chance } from './random.ts'
import type { Visitor } from './visit.ts'

export type Person = {
  key: string
  country: Country
  /** By which the shop knows them once they have given it. */
  email: string
  visitors: readonly [Visitor, ...Visitor[]]
  first: Appointment
}

/** When somebody comes, how, and with which of their devices. */
export type Appointment = { day: Day; ms: number; channel: ChannelKey; device: number }

const HOUR_MS = 3_600_000

const timeOfDay = (chance: Chance, day: Day): number => {
  const weights = weekdayOf(day) >= 5 ? hours.weekend : hours.weekday
  return Math.floor((chance.place(weights) + chance.next()) * HOUR_MS)
}

const givenNames = [
  'minh',
  'linh',
  'hoa',
  'tuan',
  'somchai',
  'nok',
  'ploy',
  'ruta',
  'jonas',
  'egle',
  'anna',
  'kim',
] as const

export const meet = (chance: Chance, day: Day, index: number): Person => {
  const channel = chance.weighted(channelShares)
  const country = countryOf(chance, channel)
  const language = chance.weighted(places[country].languages)
  const key = `${day}.${index}`
  const first = firstDevice(chance, channel)
  const visitor = (device: Device): Visitor => ({
    person: key,
    visitor: chance.letters(20),
    device,
    country,
    language,
    ip: addressIn(country, chance),
  })
  const one = visitor(first)
  const hasTwo = chance.happens(parameters.hasSecondDevice)
  return {
    key,
    country,
    email: `${chance.one(givenNames)}.${chance.letters(6)}@mail.example`,
    visitors: hasTwo ? [one, visitor(secondDevice(chance, first))] : [one],
    first: { day, ms: timeOfDay(chance, day), channel, device: 0 },
  }
}

/** LINE is what people in Thailand use, Zalo in Vietnam. */
const countryOf = (chance: Chance, channel: ChannelKey): Country => {
  if (channel === 'line') return chance.weighted({ TH: 85, JP: 9, VN: 6 })
  if (channel === 'zalo') return chance.weighted({ VN: 97, US: 3 })
  return chance.weighted(countryShares)
}

export type Wish = { last: Appointment; day0: Day; subscribed: boolean; bought: boolean; hasCart: boolean }

/** The next visit of somebody who was here, or none. Two visits are at least four hours apart. */
export const comeAgain = (
  chance: Chance,
  person: Person,
  { last, day0, subscribed, bought, hasCart }: Wish,
): Appointment | null => {
  const probability =
    channels[last.channel].returns +
    (subscribed ? parameters.returnsAfterNewsletter : 0) +
    (bought ? parameters.returnsAfterPurchase : 0) +
    (hasCart ? parameters.returnsAfterCart : 0)
  if (!chance.happens(Math.min(0.85, probability))) return null
  const days = chance.happens(0.2) ? 0 : 1 + chance.times(4)
  const device = person.visitors.length > 1 && chance.happens(0.6) ? 1 : 0
  const channel = channelOfReturn(chance, person, { first: last.channel, device, subscribed: subscribed || bought })
  const ms = timeOfDay(chance, last.day + days)
  const next = days === 0 && ms < last.ms + 4 * HOUR_MS ? { day: last.day + 1, ms } : { day: last.day + days, ms }
  const apart = (next.day - last.day) * 24 * HOUR_MS + next.ms - last.ms
  const day = apart < 4 * HOUR_MS ? next.day + 1 : next.day
  return day - day0 > parameters.horizonDays ? null : { day, ms, channel, device }
}

const channelOfReturn = (
  chance: Chance,
  person: Person,
  { first, device, subscribed }: { first: ChannelKey; device: number; subscribed: boolean },
): ChannelKey => {
  const { line, zalo, newsletter, ...rest } = parameters.returnsBy
  const chosen = chance.weighted({
    ...rest,
    newsletter: subscribed ? newsletter * 4 : 0,
    zalo: person.country === 'VN' ? zalo : 0,
    line: person.country === 'TH' ? line : 0,
  })
  // The browser inside an app opens links of that app: nobody types an address into it.
  const isApp = person.visitors[device]?.device.browser.endsWith(' app') ?? false
  if (chosen === 'direct') return isApp ? person.first.channel : 'direct'
  return chosen === 'same' ? first : chosen
}
