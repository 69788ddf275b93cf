import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readDetail } from './detail.ts'

const nothing = { fields: [], changed: [], knownBy: [], period: undefined }

describe('what an entry of the audit log says', () => {
  test('nothing of secrets, and nothing of what tells who somebody is', () => {
    const detail = { name: 'Lan', email: '…', password: '…' }
    expect(readDetail({ action: 'createOwner', detail })).toEqual({
      ...nothing,
      fields: [{ name: 'name', values: ['Lan'] }],
    })
    expect(readDetail({ action: 'resetPassword', detail: { email: '…', password: '…' } })).toEqual(nothing)
    expect(readDetail({ action: 'importEvents', detail: { events: '…' } })).toEqual(nothing)
  })

  test('by what a person was looked up, not whom', () => {
    expect(readDetail({ action: 'findPerson', detail: { email: '…', phone: '…', limit: 10 } })).toEqual({
      ...nothing,
      knownBy: ['email', 'phone'],
    })
  })

  test('new names and words as they are, structures as changed', () => {
    const detail = { goal: 'g1', name: 'Lead', tier: 'macro', value: { kind: 'fixed', amount: 5 }, condition: {} }
    expect(readDetail({ action: 'updateGoal', detail })).toEqual({
      ...nothing,
      fields: [
        { name: 'goal', values: ['g1'] },
        { name: 'name', values: ['Lead'] },
        { name: 'tier', values: ['macro'], term: 'goals:form' },
      ],
      changed: ['condition', 'value'],
    })
    expect(readDetail({ action: 'createGoal', detail }).changed).toEqual([])
  })

  test('days, and the kind in the words of its own page', () => {
    const detail = { from: '2026-11-01', to: '2026-11-22T10:00', reason: 'bot', always: true }
    expect(readDetail({ action: 'countTraffic', detail })).toEqual({
      ...nothing,
      fields: [{ name: 'reason', values: ['bot'], term: 'traffic:reason' }],
      period: { from: '2026-11-01', to: '2026-11-22' },
    })
    const kindOf = (action: string, kind: string) => readDetail({ action, detail: { kind } }).fields[0]?.term
    expect(kindOf('createHook', 'line')).toBe('feeds:hook.kind')
    expect(kindOf('importUpload', 'ga4')).toBe('imports:kind')
  })

  test('has a word for every field it can say', () => {
    const words = JSON.parse(readFileSync(`${import.meta.dirname}/../../../i18n/en/audit.json`, 'utf8')) as {
      field: Record<string, string>
    }
    const everything = Object.fromEntries(
      Object.keys(words.field).map((name) => [name, name === 'value' ? { kind: 'none' } : 'said']),
    )
    const { fields, changed } = readDetail({ action: 'updateAll', detail: everything })
    const said = new Set([...fields.map(({ name }) => name), ...changed, 'period'])
    expect([...said].sort()).toEqual(Object.keys(words.field).sort())
  })
})
