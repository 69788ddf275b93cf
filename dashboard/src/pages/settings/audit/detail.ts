import type { AuditEntry } from '../../../../../src/contract/audit.ts'

/** What of an entry can be said; the words for it are the page's. */
export type Said = {
  /** Field and what was written there: in the words of `term`, or as it is. */
  fields: { name: string; values: readonly string[]; term?: string }[]
  /** Structures that are only said to have changed. */
  changed: string[]
  /** By what a person was asked for, without saying whom. */
  knownBy: string[]
  period: { from: string; to: string } | undefined
}

/** Written down in place of what would say who somebody is, or a secret. */
const HIDDEN = '…'
const peopleActions = new Set(['findPerson', 'exportPerson', 'erasePerson'])

/** What was changed or taken away, by its id. */
const things = ['goal', 'funnel', 'feed', 'giveaway', 'key', 'user', 'import', 'invitation', 'hook', 'id']
const plain = [
  'name',
  'domains',
  'timezone',
  'currency',
  'file',
  'folder',
  'group',
  'url',
  'network',
  'campaign',
  'hashtags',
]
/** Fields whose words stand on other pages: where, before the value. */
const terms: Readonly<Record<string, string>> = {
  role: 'settings:role',
  scopes: 'settings:scope',
  tool: 'other-tools:tool',
  reason: 'traffic:reason',
  preset: 'forms:preset',
  recognition: 'forms:recognition',
  before_consent: 'privacy:before',
  privacy_control: 'privacy:control',
  tier: 'goals:form',
  counting: 'goals:counting',
  per: 'funnels:per',
}
const structures = [
  ...['condition', 'value', 'steps', 'window_seconds', 'priority', 'certainty', 'channels', 'pass_through', 'sessions'],
  ...['traffic', 'retention_days', 'every_minutes'],
]

const termOfKind = (action: string): string => {
  if (action.endsWith('Hook')) return 'feeds:hook.kind'
  return action.endsWith('Goal') ? 'goals:form' : 'imports:kind'
}

/** Texts and numbers; none of what is hidden, empty or made of parts. */
const valuesOf = (said: unknown): string[] =>
  (Array.isArray(said) ? said : [said]).flatMap((one: unknown) =>
    (typeof one === 'string' && one !== '' && one !== HIDDEN) || typeof one === 'number' ? [String(one)] : [],
  )

const dayOf = (said: unknown): string | undefined => (typeof said === 'string' ? said.slice(0, 10) : undefined)

const periodOf = ({ from, to, first_day, last_day }: AuditEntry['detail']): Said['period'] => {
  const [first, last] = [dayOf(from ?? first_day), dayOf(to ?? last_day)]
  return first && last ? { from: first, to: last } : undefined
}

export const readDetail = ({ action, detail }: Pick<AuditEntry, 'action' | 'detail'>): Said => {
  if (peopleActions.has(action)) {
    const knownBy = Object.keys(detail).filter((name) => detail[name] === HIDDEN)
    return { fields: [], changed: [], knownBy, period: undefined }
  }
  const field = (name: string, term?: string) => {
    const values = valuesOf(detail[name])
    return values.length === 0 ? [] : [{ name, values, ...(term && { term }) }]
  }
  // Of another tool's id; of a goal it is a structure.
  const otherId = valuesOf(detail.value)
  const isChange = action.startsWith('update')
  return {
    fields: [
      ...[...things, ...plain].flatMap((name) => field(name)),
      ...(otherId.length > 0 ? [{ name: 'id', values: otherId }] : []),
      ...field('kind', termOfKind(action)),
      ...Object.entries(terms).flatMap(([name, term]) => field(name, term)),
      ...field('language', 'language'),
    ],
    changed: isChange
      ? structures.filter(
          (name) => detail[name] !== undefined && (name !== 'value' || typeof detail[name] === 'object'),
        )
      : [],
    knownBy: [],
    period: periodOf(detail),
  }
}
