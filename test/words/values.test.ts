import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionGroups } from '../../dashboard/src/pages/settings/audit/actions.ts'
import { dropReasons, leftOutReasons } from '../../src/collect/drop-reason.ts'
import { endpoints } from '../../src/contract/api.ts'
import { accountActions } from '../../src/contract/audit-facts.ts'
import { KnownFacts } from '../../src/contract/collect.ts'
import { eventNames } from '../../src/contract/event-names.ts'
import { ImportKind } from '../../src/contract/imports.ts'
import { tools } from '../../src/contract/other-tools.ts'
import { erasurePlaces, personKinds } from '../../src/contract/person.ts'
import { dimensions } from '../../src/contract/report.ts'
import { asideReasons } from '../../src/contract/traffic.ts'
import { isRecorded } from '../../src/server/accounts/audit.ts'

/** What stands at a place of the dashboard's English words; a test beside them holds the other languages to these. */
const wordsAt = (place: string): string[] => {
  const [file = '', path = ''] = place.split(':')
  const all: unknown = JSON.parse(
    readFileSync(new URL(`../../dashboard/src/i18n/en/${file}.json`, import.meta.url), 'utf8'),
  )
  return Object.keys(
    path.split('.').reduce((words, part) => (words as Record<string, object>)[part] ?? {}, all as object),
  )
}

/** The dashboard shows a value that it has no word for as it is: no error, and nobody's language. */
test.each([
  ['why events are not stored', 'forms:drop', [...Object.keys(dropReasons), ...Object.keys(leftOutReasons)]],
  ['why traffic is set aside', 'traffic:reason', asideReasons],
  ['events', 'frame:event', Object.keys(eventNames)],
  ['devices', 'frame:device', KnownFacts.shape.device.unwrap().options],
  ['dimensions', 'frame:dimension', dimensions],
  ['tools', 'other-tools:tool', tools],
  ['kinds of files', 'imports:kind', ImportKind.options],
  ['how a person is known', 'privacy:person.kind', personKinds],
  ['where an erased person is searched for', 'privacy:erasures.place', erasurePlaces],
])('%s have their words', (_, place, values: readonly string[]) => {
  expect(values.filter((value) => !wordsAt(place).includes(value))).toEqual([])
})

test('everything that is written down in the audit log has its words', () => {
  const recorded = Object.entries(endpoints).flatMap(([name, endpoint]) => (isRecorded(endpoint) ? [name] : []))
  expect(recorded.length).toBeGreaterThan(30)
  const all = [...recorded, ...accountActions]
  expect(all.filter((name) => !wordsAt('audit:action').includes(name))).toEqual([])
  const asked: readonly string[] = actionGroups.flatMap(({ members }) => members)
  expect(all.filter((name) => !asked.includes(name))).toEqual([])
})
