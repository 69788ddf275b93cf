import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { render } from '../../platform/sql.ts'
import { columns } from '../event.ts'
import { columnsAddedBy, columnsAt } from './columns.ts'
import { migrations } from './migrate.ts'

const checksum = (version: number): string =>
  createHash('sha256')
    .update(migrations[version - 1]?.statements.map(render).join(';\n') ?? '')
    .digest('hex')

it('leaves the first schema as it was released, whatever columns come later', () => {
  expect(checksum(1).slice(0, 16)).toBe('05a6ea5f87090354')
  expect(checksum(2).slice(0, 16)).toBe('952c7d27b01d10f1')
  expect(checksum(5).slice(0, 16)).toBe('c690d5caea791108')
})

it('adds every column of an event once', () => {
  const made = [...columnsAt(1), ...migrations.flatMap(({ version }) => columnsAddedBy(version))]
  const names = made.map((column) => column.split(' ', 1)[0] ?? '')
  expect(names.toSorted()).toEqual(Object.keys(columns).toSorted())
})
