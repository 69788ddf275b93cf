import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../../../src/contract/audit.ts'
import { useNames } from '../../../figures/index.ts'
import { useLanguage } from '../../../i18n/i18n.ts'
import { isLanguage, languageNames } from '../../../i18n/languages.ts'
import { useReport } from '../../../queries.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { readDetail, type Said } from './detail.ts'

/** What the entries' ids stand for, as far as it is still there. */
const useThings = (): ReadonlyMap<string, string> => {
  const { goalName, funnelName } = useNames()
  const { data: goals = [] } = useReport('goals')
  const { data: funnels = [] } = useReport('funnels')
  const { data: feeds = [] } = useReport('feeds')
  const { data: keys = [] } = useReport('keys')
  const { data: imports = [] } = useReport('imports')
  const { data: people } = useReport('members')
  return new Map([
    ...goals.map((goal): [string, string] => [goal.id, goalName(goal)]),
    ...funnels.map((funnel): [string, string] => [funnel.id, funnelName(funnel)]),
    ...[...feeds, ...keys].map(({ id, name }): [string, string] => [id, name]),
    ...imports.map(({ id, file }): [string, string] => [id, file]),
    ...(people?.members ?? []).map(({ user, name }): [string, string] => [user, name]),
  ])
}

const capital = (text: string, language: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** Says what an entry of the audit log is about, in the reader's words. */
export const useDetailText = (): ((entry: AuditEntry) => string) => {
  const { t } = useTranslation('audit')
  // Their words are used below; a page that is not there yet is waited for.
  useTranslation(['settings', 'other-tools', 'traffic', 'forms', 'privacy', 'goals', 'funnels', 'feeds', 'imports'])
  const format = useFormat()
  const language = useLanguage()
  const things = useThings()
  const word = (value: string, term: string | undefined): string => {
    if (term === 'language') return isLanguage(value) ? languageNames[value] : value
    return term ? t(`${term}.${value}`, { defaultValue: value }) : (things.get(value) ?? value)
  }
  const partsOf = ({ fields, changed, knownBy, period }: Said): [label: string, said: string[]][] => [
    ...fields.map(({ name, values, term }): [string, string[]] => [
      t(`field.${name}`),
      values.map((value) => word(value, term)),
    ]),
    [t('field.period'), period ? [`${format.localDay(period.from)} – ${format.localDay(period.to)}`] : []],
    [t('changed'), changed.map((name) => t(`field.${name}`))],
    [t('privacy:person.known_by'), knownBy.map((kind) => t(`privacy:person.kind.${kind}`, { defaultValue: kind }))],
  ]
  return (entry) =>
    partsOf(readDetail(entry))
      .filter(([, said]) => said.length > 0)
      .map(([label, said]) => t('detail', { field: capital(label, language), said: format.list(said) }))
      .join(' · ')
}
