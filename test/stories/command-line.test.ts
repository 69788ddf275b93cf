import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FunnelAnswer, GoalsReport, Overview } from '../../src/contract/report.ts'
import { minnow, newDataFolder } from '../cli.ts'

const { folder, remove } = newDataFolder()
const backups = newDataFolder()
const parent = join(folder, '..')
afterAll(() => {
  remove()
  backups.remove()
})

const csv = gunzipSync(readFileSync(new URL('../data/rees46-2019-10-01.csv.gz', import.meta.url))).toString()
const file = join(parent, 'rees46.csv')
writeFileSync(file, csv)

const importArguments = (path: string, site: string) => [
  'import',
  path,
  '--site',
  site,
  '--format',
  'csv',
  '--map',
  'time=event_time,name=event_type,visitor=user_id,session=user_session,value=price',
  '--names',
  'view=view_item,cart=add_to_cart',
  '--json',
  '--data',
  folder,
]
const day = ['--from', '2019-10-01', '--to', '2019-10-02']

let site = ''
const report = async <T>(...args: string[]): Promise<T> => {
  const ran = await minnow('report', ...args, '--site', site, ...day, '--json', '--data', folder)
  expect(ran).toMatchObject({ code: 0, err: '' })
  return ran.json<T>()
}
const people = (answer: FunnelAnswer) => answer.steps.map((step) => step.people)

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
    'USD',
    '--preset',
    'ecommerce',
    '--json',
    '--data',
    folder,
  )
  expect(added).toMatchObject({ code: 0, err: '' })
  const { id, tag, key } = added.json<{ id: string; tag: string; key: string }>()
  expect(tag).toContain(`data-site="${id}"`)
  expect(key).not.toBe('')
  site = id
})

// The expected figures are counted by a plain script; see test/data/README.md.
// Each test goes on from the one before, so a second try would begin somewhere else.
describe('a real shop of 17,434 events', { retry: 0 }, () => {
  test('is imported whole, identical rows and all', async () => {
    const ran = await minnow(...importArguments(file, site))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.json()).toEqual({ read: 17_434, accepted: 17_434, dropped: {}, problems: [] })
  })

  test('the file again, or its second half, adds nothing', async () => {
    const again = (await minnow(...importArguments(file, site))).json<object>()
    expect(again).toMatchObject({ read: 17_434, accepted: 0, dropped: { duplicate: 17_434 } })
    const [head = '', ...rows] = csv.trimEnd().split('\n')
    const half = join(parent, 'half.csv')
    writeFileSync(half, `${[head, ...rows.slice(rows.length / 2)].join('\n')}\n`)
    const second = (await minnow(...importArguments(half, site))).json<object>()
    expect(second).toMatchObject({ read: 8_717, accepted: 0, dropped: { duplicate: 8_717 } })
  })

  test('funnels are as counted by hand', async () => {
    const three = await report<FunnelAnswer>('funnel', '--steps', 'view_item,add_to_cart,purchase', '--window', '30d')
    expect(people(three)).toEqual([4_504, 111, 62])
    expect(three.steps[1]).toMatchObject({ label: 'add_to_cart', people: 111 })
    expect(three.steps[1]?.rate_from_start).toBeCloseTo(111 / 4_504, 10)
    expect(three.steps[2]?.rate_from_previous).toBeCloseTo(62 / 111, 10)
    expect(three.steps[0]?.median_seconds).toBeNull()
    expect(three.steps[2]?.median_seconds).toBeGreaterThan(0)
    expect(people(await report<FunnelAnswer>('funnel', '--steps', 'view_item,purchase', '--window', '30d'))).toEqual([
      4_504, 192,
    ])
  })

  test('the overview and the goals agree with the file', async () => {
    const { totals } = await report<Overview>('overview')
    // 5,066 session tokens, one of which two people share; a session has one visitor.
    expect(totals).toMatchObject({ people: 4_504, sessions: 5_067, events: 17_434 })
    expect(totals.macro).toMatchObject({ conversions: 214, people: 193 })
    expect(totals.value.net).toBeCloseTo(59_442.63, 2)
    const { goals } = await report<GoalsReport>('goals')
    const figures = Object.fromEntries(goals.map((goal) => [goal.preset_key, [goal.conversions, goal.people]]))
    expect(figures).toMatchObject({ view_item: [17_055, 4_504], add_to_cart: [165, 111], purchase: [214, 193] })
  })

  test('what is exported can be read back', async () => {
    const output = join(parent, 'events.csv')
    const ran = await minnow(
      'export',
      '--site',
      site,
      ...day,
      '--format',
      'csv',
      '--output',
      output,
      '--json',
      '--data',
      folder,
    )
    expect(ran.json()).toEqual({ events: 17_434, file: output })
    const lines = readFileSync(output, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(17_435)
    expect(lines.filter((line) => line.includes(',purchase,'))).toHaveLength(214)
  })

  test('a backup restored elsewhere gives the same reports', async () => {
    const before = await report<Overview>('overview')
    const made = await minnow('backup', backups.folder, '--json', '--data', folder)
    expect(made.json()).toMatchObject({ folder: backups.folder, events: 17_434 })
    const elsewhere = join(parent, 'elsewhere')
    const restored = await minnow('restore', backups.folder, '--json', '--data', elsewhere)
    expect(restored).toMatchObject({ code: 0, err: '' })
    const after = await minnow('report', 'overview', '--site', site, ...day, '--json', '--data', elsewhere)
    expect(after.json()).toEqual(before)
    // What opens stored secrets is not in the copy that holds them, and that is said.
    expect(readdirSync(backups.folder)).not.toContain('secret.key')
    const again = join(parent, 'again')
    const said = await minnow('restore', backups.folder, '--data', again)
    expect(said.out).toMatch(/Before the first start, put the old data folder's secret\.key there/)
    const refused = await minnow('restore', backups.folder, '--data', elsewhere)
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/not empty/)
  })
})

describe('wrong words are answered with what to do', () => {
  test.each([
    [3, ['import', 'nowhere.csv', '--site', 'x'], /no file nowhere\.csv/],
    [2, ['report', 'weather', '--site', '{site}'], /no report "weather".*overview, goals, funnel/s],
    [2, ['report', 'funnel', '--site', '{site}', '--steps', 'one'], /at least two steps/],
    [2, ['report', 'funnel', '--site', '{site}', '--steps', 'a,b', '--window', 'soon'], /30d/],
    [3, ['report', 'overview', '--site', 'nosuch'], /site/i],
    [2, ['report', 'overview', '--site', '{site}', '--from', 'yesterday'], /from/],
    [
      2,
      ['site', 'add', 'Shop', '--domain', 'shop.example', '--timezone', 'Mars/Olympus', '--currency', 'USD'],
      /timezone/,
    ],
    [2, ['nonsense'], /unknown command/],
  ])('exit %i for %j', async (code, args, sentence) => {
    const ran = await minnow(...args.map((word) => word.replace('{site}', site)), '--data', folder)
    expect(ran.err).toMatch(sentence)
    expect(ran.code).toBe(code)
  })

  test('with --json the error is JSON, too', async () => {
    const ran = await minnow('report', 'weather', '--site', site, '--json', '--data', folder)
    expect(ran.json()).toMatchObject({ error: { code: 'usage' } })
  })
})

test('a person reads tables', async () => {
  const ran = await minnow(
    'report',
    'funnel',
    '--site',
    site,
    ...day,
    '--steps',
    'view_item,purchase',
    '--data',
    folder,
  )
  expect(ran.out).toContain('view_item   4,504')
  expect((await minnow('site', 'list', '--data', folder)).out).toContain('Shop')
})

test('the doctor finds a healthy installation', async () => {
  const ran = await minnow('doctor', '--json', '--data', folder)
  expect(
    ran.json<{ ok: boolean; findings: { check: string; ok: boolean }[] }>().findings.filter(({ ok }) => !ok),
  ).toEqual([])
  expect(ran.code).toBe(0)
})

test.each(['', 'start', 'site', 'import', 'report', 'export', 'demo', 'user', 'backup', 'restore', 'doctor'])(
  'minnow %s --help says what it does',
  async (name) => {
    const ran = await minnow(...(name === '' ? [] : [name]), '--help')
    expect(ran.code).toBe(0)
    expect(ran.out).toContain('Usage: minnow')
  },
)
