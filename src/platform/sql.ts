/**
 * ClickHouse SQL with bound values. A value in a template becomes a typed, escaped literal; another Sql is
 * spliced in. `raw` is for text that this program wrote itself.
 */
export type SqlValue = string | number | bigint | boolean | readonly string[] | readonly number[] | readonly bigint[]

export type Sql = { readonly parts: readonly (string | Bound)[] }
type Bound = { readonly value: SqlValue; readonly type: string }

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'parts' in value

const typeOf = (value: SqlValue): string => {
  if (typeof value === 'string') return 'String'
  if (typeof value === 'bigint') return 'UInt64'
  if (typeof value === 'boolean') return 'Bool'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'Int64' : 'Float64'
  const first = value[0]
  if (typeof first === 'bigint') return 'Array(UInt64)'
  if (typeof first === 'number') return 'Array(Float64)'
  return 'Array(String)'
}

export const sql = (strings: TemplateStringsArray, ...values: (SqlValue | Sql)[]): Sql => {
  const parts: (string | Bound)[] = []
  strings.forEach((text, index) => {
    if (text) parts.push(text)
    if (index >= values.length) return
    const value = values[index] as SqlValue | Sql
    if (isSql(value)) parts.push(...value.parts)
    else parts.push({ value, type: typeOf(value) })
  })
  return { parts }
}

/** A value bound as an exact ClickHouse type, where the inferred one will not do. */
export const bind = (value: SqlValue, type: string): Sql => ({ parts: [{ value, type }] })

export const raw = (text: string): Sql => ({ parts: [text] })

export const join = (pieces: readonly Sql[], separator: string): Sql => ({
  parts: pieces.flatMap((piece, index) => (index === 0 ? piece.parts : [separator, ...piece.parts])),
})

/** An identifier in backquotes. */
export const identifier = (name: string): Sql => raw(`\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``)

const escapes: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' }
const quoted = (text: string): string => `'${text.replace(/[\\'\0]/g, (character) => escapes[character] ?? '')}'`

const literal = (value: SqlValue): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be put into a query`)
  if (Array.isArray(value)) return `[${value.map(literal).join(',')}]`
  return String(value)
}

/**
 * The text of the statement. Values become typed literals, escaped here and nowhere else: the embedded engine
 * runs queries with server-side parameters one at a time in the whole process, and text means the same everywhere.
 */
export const render = (query: Sql): string =>
  query.parts
    .map((part) => {
      if (typeof part === 'string') return part
      return part.type === 'String' ? literal(part.value) : `CAST(${literal(part.value)}, ${quoted(part.type)})`
    })
    .join('')
