import type { Dimension, Filter } from '../../../src/contract/report.ts'

/** In the order in which people think of them. */
export const filterDimensions: readonly Dimension[] = [
  'channel',
  'source',
  'medium',
  'campaign',
  'landing_page',
  'page',
  'device',
  'browser',
  'os',
  'os_version',
  'country',
  'region',
  'city',
  'language',
  'event',
  'referrer',
  'term',
  'content',
  'host',
]

const textOps: readonly Filter['op'][] = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'glob',
  'exists',
  'missing',
]
const propertyOps: readonly Filter['op'][] = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'more_than',
  'less_than',
  'exists',
  'missing',
]

export const opsFor = (field: string): readonly Filter['op'][] =>
  field.startsWith('property:') ? propertyOps : textOps

export const takesValues = (op: Filter['op']): boolean => op !== 'exists' && op !== 'missing'

export const isComplete = (filter: Filter): boolean =>
  filter.field !== '' && filter.field !== 'property:' && (!takesValues(filter.op) || filter.values.length > 0)
