import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { StoreRefused } from '../../store.ts'
import { checkMark, writeMark } from './folder-mark.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-mark-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a fresh folder, and one that this version wrote, are opened', () => {
  checkMark(folder, 2)
  writeMark(folder, 2)
  checkMark(folder, 2)
  checkMark(folder, 3)
})

test('a folder of a newer schema or engine is refused', () => {
  writeMark(folder, 4)
  expect(() => checkMark(folder, 3)).toThrow(StoreRefused)
  const { engine } = JSON.parse(readFileSync(join(folder, 'minnow.json'), 'utf8')) as { engine: string }
  for (const newer of [`${engine}1`, '999.0.0']) {
    writeFileSync(join(folder, 'minnow.json'), JSON.stringify({ engine: newer, schema: 1 }))
    expect(() => checkMark(folder, 3)).toThrow(StoreRefused)
  }
  writeFileSync(join(folder, 'minnow.json'), JSON.stringify({ engine: '1.0.0', schema: 1 }))
  checkMark(folder, 3)
})
