import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkBoundaries, rules, table } from './boundaries.mjs'

const trees: string[] = []
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true })
})

const check = (files: Record<string, string>) => {
  const tree = mkdtempSync(join(tmpdir(), 'minnow-boundaries-'))
  trees.push(tree)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true })
    writeFileSync(join(tree, name), text)
  }
  return checkBoundaries(tree)
}

const anything = 'export const anything = 1\n'

/** One planted violation for each rule. */
const planted: Record<string, Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys(table).map((stage) => {
      // server is forbidden to everyone but cli; cli to everyone.
      const forbidden = stage === 'cli' ? '../mail/index.ts' : '../cli/index.ts'
      const target = stage === 'cli' ? 'src/mail/index.ts' : 'src/cli/index.ts'
      return [
        `${stage}-imports-only-what-it-may`,
        { [`src/${stage}/planted.ts`]: `import '${forbidden}'\n`, [target]: anything },
      ]
    }),
  ),
  ...Object.fromEntries(
    Object.keys(table)
      .filter((stage) => stage !== 'contract' && stage !== 'platform')
      .map((stage) => [
        `${stage}-only-through-its-index`,
        { 'src/cli/planted.ts': `import '../${stage}/inside.ts'\n`, [`src/${stage}/inside.ts`]: anything },
      ]),
  ),
  'cli-only-through-its-index': {
    'src/server/planted.ts': "import '../cli/inside.ts'\n",
    'src/cli/inside.ts': anything,
  },
  'no-cycles': {
    'src/events/one.ts': "import './two.ts'\nexport const one = 1\n",
    'src/events/two.ts': "import './one.ts'\nexport const two = 2\n",
  },
  'only-engines-know-a-driver': { 'src/reports/planted.ts': "import 'chdb'\n" },
  'only-control-engines-know-a-control-driver': { 'src/control/planted.ts': "import 'pg'\n" },
  'statistics-are-pure': {
    'src/platform/statistics/planted.ts': "import '../clock.ts'\n",
    'src/platform/clock.ts': anything,
  },
  'contract-runs-anywhere': { 'src/contract/planted.ts': "import 'node:fs'\n" },
  'dashboard-knows-only-the-contract': {
    'dashboard/src/planted.tsx': "import '../../src/server/index.ts'\n",
    'src/server/index.ts': anything,
  },
  'tracker-knows-only-types-of-the-contract': {
    'tracker/src/planted.ts':
      "import { anything } from '../../src/contract/collect.ts'\nexport const used = anything\n",
    'src/contract/collect.ts': anything,
  },
  'tracker-ships-no-package-but-web-vitals': {
    'tracker/src/planted.ts': "import 'left-pad'\n",
    'node_modules/left-pad/package.json': '{"name":"left-pad","version":"1.0.0","main":"index.js"}',
    'node_modules/left-pad/index.js': 'module.exports = 1\n',
    'package.json': '{"dependencies":{"left-pad":"1.0.0"}}',
  },
  'the-product-knows-no-test-and-no-tool': {
    'src/events/planted.ts': "import '../../test/world.ts'\n",
    'test/world.ts': anything,
  },
}

test('every rule has a planted violation', () => {
  expect(Object.keys(planted).sort()).toEqual(rules.map(({ name }) => name).sort())
})

test.each(Object.keys(planted))('%s is noticed', async (rule) => {
  const { violations } = await check(planted[rule] ?? {})
  expect(violations.map((violation) => violation.rule)).toContain(rule)
})

test('what is allowed passes, and the files are really read', async () => {
  const answer = await check({
    'src/contract/a.ts': anything,
    'src/events/index.ts': "import '../contract/a.ts'\nimport './inside.ts'\n",
    'src/events/inside.ts': anything,
    'src/reports/index.ts': "import '../events/index.ts'\n",
    'src/events/engines/chdb/open.ts': "import 'chdb'\n",
    'tracker/src/tag.ts':
      "import type { anything } from '../../src/contract/a.ts'\nexport type Used = typeof anything\n",
  })
  expect(answer).toEqual({ files: 6, violations: [] })
})

test('this tree crosses no boundary', async () => {
  const { files, violations } = await checkBoundaries()
  expect(violations).toEqual([])
  expect(files).toBeGreaterThan(100)
})
