import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecorded, type Recorded, rowsOf } from '../../test/rows.ts'
import type { Filter } from '../contract/report.ts'
import { sql } from '../platform/sql.ts'
import { filterSql, filtersSql, QueryInvalid } from './index.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
  await recorded.store.insert(
    rowsOf('s', [
      { at: 1, by: 1, path: '/products/tea', channel: 'Email', properties: { size: '10', note: 'Trà ĐẬM' } },
      { at: 2, by: 2, path: '/products/100%_clay', channel: 'Direct', properties: { size: '9.5', 'a.b c': "it's" } },
      { at: 3, by: 3, path: '/about', properties: { size: 'large' } },
    ]),
  )
})
afterAll(() => recorded.close())

const found = async (filter: Filter): Promise<number[]> => {
  const rows = await recorded.store.query<{ visitor: string }>(
    sql`SELECT visitor FROM events WHERE site = 's' AND ${filterSql(filter)} ORDER BY visitor`,
  )
  return rows.map(({ visitor }) => Number(visitor))
}

test.each<[Filter['field'], Filter['op'], string[], number[]]>([
  ['page', 'is', ['/about'], [3]],
  ['page', 'is', ['/about', '/products/tea'], [1, 3]],
  ['page', 'is', [], []],
  ['page', 'is_not', ['/about'], [1, 2]],
  ['page', 'contains', ['PRODUCTS'], [1, 2]],
  ['page', 'not_contains', ['tea', 'clay'], [3]],
  ['page', 'starts_with', ['/prod'], [1, 2]],
  ['page', 'glob', ['/products/*'], [1, 2]],
  ['page', 'glob', ['/products/100%_c*y'], [2]],
  ['page', 'glob', ['/products/t_a', '/product%'], []],
  ['page', 'regex', ['^/products/[a-z]+$'], [1]],
  ['channel', 'missing', [], [3]],
  ['channel', 'exists', [], [1, 2]],
  ['property:size', 'more_than', ['9.4'], [1, 2]],
  ['property:size', 'less_than', ['10'], [2]],
  ['property:size', 'exists', [], [1, 2, 3]],
  ['property:note', 'contains', ['trà đậm'], [1]],
  ['property:note', 'missing', [], [2, 3]],
  ['property:a.b c', 'is', ["it's"], [2]],
  ["property:x'] OR 1 --", 'exists', [], []],
])('%s %s %j', async (field, op, values, visitors) => {
  expect(await found({ field, op, values })).toEqual(visitors)
})

test('several filters all hold, none lets everything through', async () => {
  const count = async (filters: Filter[]) =>
    (await recorded.store.query(sql`SELECT visitor FROM events WHERE ${filtersSql(filters)}`)).length
  expect(await count([])).toBe(3)
  const [one, other]: Filter[] = [
    { field: 'page', op: 'starts_with', values: ['/products'] },
    { field: 'channel', op: 'is', values: ['Email'] },
  ]
  if (one && other) expect(await count([one, other])).toBe(1)
})

test.each<[Filter['field'], Filter['op'], string]>([
  ['property:size', 'more_than', 'much'],
  ['page', 'regex', 'a(?=b)'],
  ['page', 'regex', '(a)\\1'],
  ['page', 'regex', '(a'],
])('%s %s %s is refused as the asker’s mistake', async (field, op, value) => {
  const asked = async () => found({ field, op, values: [value] })
  await expect(asked()).rejects.toBeInstanceOf(QueryInvalid)
})
