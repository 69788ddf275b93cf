import type { IncomingEvent } from '../../../contract/collect.ts'
import { cellsOf, currencyIn, findColumns, parseAmount } from '../cells.ts'
import { noTime, parseTime } from '../parse-time.ts'
import { type ImportFormat, type Turned, WrongMapping } from '../turn.ts'
import { addressWith } from './shared.ts'

/**
 * Sales and visits in the shop itself, from a till or a customer list. E-mail and phone join a row to the person who
 * gave them on the site; an order's number joins it to whoever placed the order, and the sale itself counts once.
 * Each row is a session of its own, so that no visit to the site changes its source.
 */
const aliases = {
  time: ['time', 'date', 'datetime', 'date time', 'created at', 'order date', 'sale date', 'ngày', 'วันที่', 'data'],
  email: ['email', 'e mail', 'email address', 'customer email', 'el paštas', 'อีเมล'],
  phone: [
    'phone',
    'phone number',
    'mobile',
    'telephone',
    'customer phone',
    'số điện thoại',
    'điện thoại',
    'โทรศัพท์',
    'telefonas',
  ],
  order: [
    'order id',
    'order',
    'order number',
    'transaction id',
    'order name',
    'receipt',
    'mã đơn hàng',
    'เลขที่คำสั่งซื้อ',
    'užsakymas',
  ],
  value: ['value', 'total', 'amount', 'revenue', 'order total', 'tổng tiền', 'ยอดรวม', 'suma'],
  currency: ['currency', 'tiền tệ', 'สกุลเงิน', 'valiuta'],
  name: ['event', 'event name', 'type', 'action'],
  store: ['store', 'shop', 'location', 'branch', 'cửa hàng', 'สาขา', 'parduotuvė'],
  source: ['source', 'utm source'],
  medium: ['medium', 'utm medium'],
  campaign: ['campaign', 'utm campaign'],
} as const

/** Customer lists of ad platforms hold hashes (SHA-256) in place of addresses and numbers. */
const isHash = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text)

const userOf = (email: string, phone: string): IncomingEvent['user'] => {
  if (email === '' && phone === '') return undefined
  return {
    ...(email && (isHash(email) ? { email_sha256: email } : { email })),
    ...(phone && (isHash(phone) ? { phone_sha256: phone } : { phone })),
  }
}

const names: Record<string, string> = { sale: 'purchase', order: 'purchase', visit: 'store_visit', return: 'refund' }

export const offline: ImportFormat = {
  kind: 'offline',
  isLike: (columns) => {
    const found = findColumns(aliases, columns)
    const hasPerson = found.email !== undefined || found.phone !== undefined
    return found.time !== undefined && (hasPerson || (found.order !== undefined && found.value !== undefined))
  },
  start: ({ site, options }, columns) => {
    const found = findColumns(aliases, columns)
    if (found.time === undefined) throw new WrongMapping(`No column says when. Its columns are ${columns.join(', ')}.`)
    if (!found.email && !found.phone && !found.order) {
      throw new WrongMapping(
        `No column says who: an e-mail address, a phone number or an order's number. Its columns are ${columns.join(', ')}.`,
      )
    }
    const used = new Set(Object.values(found))
    const zone = options.timezone ?? site.timezone
    return (row): Turned => {
      const cell = cellsOf(found, row)
      const raw = found.time === undefined ? '' : row[found.time]
      const time = parseTime(typeof raw === 'string' ? raw.trim() : raw, zone, options.dates)
      if (time === undefined) return { problem: 'invalid_time', detail: noTime(cell('time')) }
      const written = cell('value')
      const value = written === '' ? undefined : parseAmount(written)
      if (Number.isNaN(value)) return { problem: 'invalid_number', detail: `"${written}" is no number` }
      const [email, phone, order] = [cell('email'), cell('phone'), cell('order')]
      if (email === '' && phone === '' && order === '')
        return { problem: 'nobody', detail: 'the row has no e-mail address, phone number or order number' }
      const given = cell('name')
      const name = names[given.toLowerCase()] ?? (given || (value === undefined ? 'store_visit' : 'purchase'))
      const currency = cell('currency') || currencyIn(written) || options.currency
      const rest = Object.entries(row).filter(([column, one]) => !used.has(column) && one !== '' && one !== null)
      const event: IncomingEvent = {
        ...{ name: options.names[given] ?? name, time },
        session: `offline:${time}:${order || email || phone}`.slice(0, 200),
        user: userOf(email, phone),
        ...(order && { transaction_id: order.slice(0, 200) }),
        ...(value !== undefined && { value }),
        ...(currency && { currency }),
        entry: {
          url: addressWith(`https://${site.domains[0] ?? 'unknown.invalid'}/`, {
            utm_source: cell('source') || 'offline',
            utm_medium: cell('medium') || 'offline',
            utm_campaign: cell('campaign'),
          }),
        },
        properties: {
          ...Object.fromEntries(rest.map(([column, one]) => [column.slice(0, 100), String(one)])),
          ...(cell('store') && { store: cell('store') }),
        },
      }
      return { events: [event] }
    }
  },
}
