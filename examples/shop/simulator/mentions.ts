import { type Day, dayOf, instant, labelOf } from './calendar.ts'
import { Chance } from './random.ts'
import { brokenDaysOf, type Simulation } from './simulate.ts'

/** What people write about the shop elsewhere, and its give-away: made from the seed, day by day, like its visitors. */

type Setting = Pick<Simulation, 'seed' | 'timezone' | 'from' | 'to' | 'end'>

export type WrittenMention = {
  network: string
  author: string
  link: string
  text: string
  time: number
  sentiment: 'positive' | 'neutral' | 'negative'
  reach: number
}

const MINUTE_MS = 60_000
const hashtag = 'suoitratangqua'
/** It ends as the sale begins. */
const giveawayDays = 12

const networks = { facebook: 38, tiktok: 27, instagram: 18, youtube: 6, threads: 6, reddit: 5 }
const authors = [
  'lan.anh',
  'minhtea',
  'khun.ploy',
  'trà và sách',
  'rasa_vilnius',
  'hanoi.eats',
  'nok_k',
  'bao.pham',
] as const
const said: Readonly<Record<WrittenMention['sentiment'], readonly [string, ...string[]]>> = {
  positive: [
    'Ấm Bát Tràng của Suối Trà cầm rất vừa tay. #trà',
    'ชาอู่หลงของ Suối Trà หอมมาก ส่งไวด้วย #ชา',
    'The lotus tea from Suối Trà is the best I have had. #tea',
    'Suối Trà arbata atkeliavo per savaitę, puodelis – tobulas. #arbata',
  ],
  neutral: [
    'Ai biết Suối Trà có cửa hàng ở phố cổ không?',
    'Is Suối Trà open on Sundays?',
    'เทียบกาน้ำชา Suối Trà กับร้านอื่น',
  ],
  negative: [
    'Đặt Suối Trà hai lần mà thanh toán trên iPhone cứ đứng.',
    'My cup arrived chipped, waiting for an answer.',
  ],
}
const entries = [
  'Mình tham gia cùng bạn thân nhé!',
  'ขอร่วมลุ้นด้วยคน',
  'Tea for two, please!',
  'Dalyvauju su sese!',
] as const

const daysOfGiveaway = (setting: Setting): { first: Day; last: Day } => {
  const sale = brokenDaysOf(setting)[0] ?? dayOf(setting.to, setting.timezone)
  return { first: sale - giveawayDays, last: sale - 1 }
}

/** As it is set up in Minnow. */
export const giveawayOf = (setting: Setting) => {
  const { first, last } = daysOfGiveaway(setting)
  return {
    name: 'Tea for two',
    hashtags: [hashtag],
    campaign: 'unboxing',
    first_day: labelOf(first),
    last_day: labelOf(last),
  }
}

const writtenOn = (day: Day, setting: Setting): WrittenMention[] => {
  const { seed, timezone } = setting
  const { first, last } = daysOfGiveaway(setting)
  const isGiveaway = day >= first && day <= last
  const chance = new Chance(seed, day, 5_000)
  const count = chance.times(isGiveaway ? 6 : 1.6)
  return Array.from({ length: count }, (_, index) => {
    const isEntry = isGiveaway && chance.happens(0.75)
    const network = chance.weighted(isEntry ? { facebook: 60, tiktok: 40 } : networks)
    const sentiment = isEntry ? 'positive' : chance.weighted({ positive: 62, neutral: 28, negative: 10 })
    return {
      network,
      author: isEntry ? `${chance.one(authors)}.${chance.whole(1, 60)}` : chance.one(authors),
      link: `https://${network}.example/posts/${day}-${index}`,
      text: isEntry ? `${chance.one(entries)} #${hashtag}` : chance.one(said[sentiment]),
      time: instant(day, chance.whole(7 * 60, 23 * 60) * MINUTE_MS, timezone),
      sentiment,
      reach: Math.round(chance.around(isEntry ? 180 : 900, 1)),
    }
  })
}

/** In order of time; nothing before `from`, or at `to` and after. */
export const mentionsOf = (setting: Setting): WrittenMention[] => {
  const [first, last] = [dayOf(setting.from, setting.timezone), dayOf(setting.to - 1, setting.timezone)]
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return days
    .flatMap((day) => writtenOn(day, setting))
    .filter(({ time }) => time >= setting.from && time < setting.to)
    .sort((one, other) => one.time - other.time)
}
