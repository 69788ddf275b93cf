/** What may be anything, read as what it should be; undefined where it is not. */

export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Text of at least one character, cut to `max` UTF-16 units; numbers count as text. */
export const textOf = (value: unknown, max = 200): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' ? undefined : text.slice(0, max).toWellFormed()
}

/** A number, also where it was sent as text. */
export const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

export const currencyOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Za-z]{3}$/.test(value.trim()) ? value.trim().toUpperCase() : undefined

const hasZone = /(z|gmt|utc|[+-]\d\d:?\d\d)\s*$/i

/** Milliseconds since 1970. A time without a zone is UTC; seconds are told from milliseconds by their size. */
export const timeOf = (value: unknown): number | undefined => {
  const number = numberOf(value)
  if (number !== undefined) return Math.round(Math.abs(number) < 1e11 ? number * 1_000 : number)
  const text = textOf(value, 60)
  if (text === undefined) return undefined
  const parsed = Date.parse(hasZone.test(text) ? text : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(parsed) ? undefined : parsed
}

/** The body as JSON; undefined where it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Percent signs that mean nothing stay as they are. */
export const decodeText = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Of a table's own: `constructor` is nobody's word. */
export const lookUp = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** The first of these that is there. */
export const firstOf = (fields: Fields, ...names: readonly string[]): unknown => {
  for (const name of names) if (fields[name] !== undefined && fields[name] !== null) return fields[name]
  return undefined
}

/** Without the fields that something else has been made of. */
export const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)))
