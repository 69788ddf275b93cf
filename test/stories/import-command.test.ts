import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Import } from '../../src/contract/imports.ts'
import type { BreakdownAnswer } from '../../src/contract/report.ts'
import { minnow, newDataFolder } from '../cli.ts'

const file = (name: string): string => fileURLToPath(new URL(`../data/imports/${name}`, import.meta.url))

/** One command after the other, as a person types them. */
describe('the command line imports what other tools know', () => {
  const { folder, remove } = newDataFolder()
  let site = ''
  const run = (...args: string[]) => minnow(...args, '--site', site, '--data', folder, '--json')
  const channels = async () =>
    (await run('report', 'channels', '--from', '2026-11-20', '--to', '2026-11-22')).json<BreakdownAnswer>()

  beforeAll(async () => {
    const added = await minnow(
      'site',
      'add',
      'Shop',
      '--domain',
      'shop.example',
      '--timezone',
      'UTC',
      '--currency',
      'EUR',
      '--preset',
      'ecommerce',
      '--json',
      '--data',
      folder,
    )
    site = added.json<{ id: string }>().id
  })
  afterAll(remove)

  test('costs are known as such; a bad line is told, and the rest counts', async () => {
    const ran = await run('import', file('costs.csv'))
    expect(ran).toMatchObject({ code: 5 })
    expect(ran.json()).toEqual({
      ...{ read: 5, accepted: 4, dropped: { invalid_time: 1 } },
      problems: [{ line: 6, reason: 'invalid_time', detail: '"someday" is no day like 2026-11-22' }],
    })
    // The 12.50 for matcha was replaced by 13.
    expect((await channels()).costs).toMatchObject({
      rows: { 'Paid Search': { cost: 20.5, clicks: 16 }, 'Paid Social': { cost: 1_250 } },
      total: { cost: 1_270.5 },
    })
  })

  test('imports are listed, compared and taken back', async () => {
    const [one] = (await run('imports', 'list')).json<Import[]>()
    expect(one).toMatchObject({ kind: 'costs', file: 'costs.csv', state: 'done', accepted: 4 })
    const shown = await minnow('imports', 'show', one?.id ?? '', '--site', site, '--data', folder)
    expect(shown.out).toMatch(/rows +5 +3 +invalid_time 1, same_key 1/)
    expect((await run('imports', 'undo', one?.id ?? '')).json()).toMatchObject({ state: 'undone' })
    expect((await channels()).costs).toBeNull()
  })

  test('a file that says no days is asked which they are of', async () => {
    const asked = await run('import', file('queries.csv'))
    expect(asked.code).toBe(2)
    expect(asked.out).toContain('--from 2026-11-01 --to 2026-11-30')
    const told = await run('import', file('queries.csv'), '--from', '2026-11-01', '--to', '2026-11-10')
    expect(told.json()).toMatchObject({ accepted: 2, dropped: { invalid: 1 } })
  })
})
