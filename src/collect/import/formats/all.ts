import type { FileFormat, ImportKind } from '../../../contract/imports.ts'
import { mappedEvents } from '../mapping.ts'
import type { ImportFormat } from '../turn.ts'
import { accessLog } from './access-log.ts'
import { costs } from './costs.ts'
import { ga4 } from './ga4.ts'
import { matomo } from './matomo.ts'
import { offline } from './offline.ts'
import { plausible } from './plausible.ts'
import { posts } from './posts.ts'
import { products } from './products.ts'
import { searchWords } from './search-words.ts'
import { umami } from './umami.ts'

/** The most telling first: what is asked first is what others could be taken for, too. */
const formats: readonly ImportFormat[] = [
  ...[ga4, matomo, umami, accessLog, plausible, mappedEvents],
  ...[costs, searchWords, posts, products, offline],
]

const byKind = new Map(formats.map((format) => [format.kind, format]))

export const formatOfKind = (kind: ImportKind): ImportFormat => byKind.get(kind) ?? mappedEvents

/** What a file is, by the columns of its first row. */
export const kindOfColumns = (columns: readonly string[], format: FileFormat): ImportKind => {
  if (format === 'log') return 'access_log'
  if (format === 'xml') return 'products'
  return formats.find((one) => one.isLike(columns))?.kind ?? 'events'
}
