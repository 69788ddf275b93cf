// Who may import whom: one table makes all the rules. `node tools/boundaries.mjs` checks the tree.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folder of src → the folders of src it may import, besides itself. */
export const table = {
  contract: [],
  platform: ['contract'],
  events: ['platform', 'contract'],
  control: ['platform', 'contract'],
  collect: ['events', 'control', 'platform', 'contract'],
  goals: ['events', 'control', 'platform', 'contract'],
  act: ['events', 'control', 'platform', 'contract'],
  reports: ['goals', 'events', 'control', 'platform', 'contract'],
  decide: ['goals', 'events', 'control', 'platform', 'contract'],
  server: ['collect', 'goals', 'act', 'reports', 'decide', 'events', 'control', 'platform', 'contract'],
  cli: ['server', 'collect', 'goals', 'act', 'reports', 'decide', 'events', 'control', 'platform', 'contract'],
}

const withoutFrontDoor = ['contract', 'platform']
const stages = Object.keys(table)
const drivers = '^(chdb|@clickhouse/client|pg|kysely|node:sqlite|sqlite)'
const notTests = '\\.test\\.ts$'

const layering = stages.map((stage) => ({
  name: `${stage}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^src/${stage}/`, pathNot: notTests },
  to: { path: '^src/', pathNot: `^src/(${[stage, ...table[stage]].join('|')})/` },
}))

const frontDoors = stages
  .filter((stage) => !withoutFrontDoor.includes(stage))
  .map((stage) => ({
    name: `${stage}-only-through-its-index`,
    severity: 'error',
    from: { path: '^src/', pathNot: [`^src/${stage}/`, notTests] },
    to: { path: `^src/${stage}/`, pathNot: `^src/${stage}/index\\.ts$` },
  }))

export const rules = [
  ...layering,
  ...frontDoors,
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'only-engines-know-a-driver',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/(events|control)/engines/', '^src/control/', notTests] },
    to: { path: `(^|node_modules/)${drivers.slice(1)}`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only-control-engines-know-a-control-driver',
    severity: 'error',
    from: { path: '^src/control/', pathNot: ['^src/control/engines/', notTests] },
    to: { path: '(^|node_modules/)(pg|node:sqlite|sqlite)(/|$)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'statistics-are-pure',
    severity: 'error',
    from: { path: '^src/platform/statistics/', pathNot: notTests },
    to: { pathNot: '^src/platform/statistics/' },
  },
  {
    name: 'contract-runs-anywhere',
    severity: 'error',
    from: { path: '^src/contract/', pathNot: notTests },
    to: { pathNot: ['^src/contract/', 'node_modules/zod/'] },
  },
  {
    name: 'dashboard-knows-only-the-contract',
    severity: 'error',
    from: { path: '^dashboard/src/' },
    to: { path: '^(src|tracker|test|tools|bench|examples)/', pathNot: '^src/contract/' },
  },
  {
    name: 'tracker-knows-only-types-of-the-contract',
    severity: 'error',
    from: { path: '^tracker/src/' },
    to: { path: '^(src|dashboard|test|tools|bench|examples)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'tracker-ships-no-package-but-web-vitals',
    severity: 'error',
    from: { path: '^tracker/src/', pathNot: notTests },
    to: { path: 'node_modules/', pathNot: 'node_modules/web-vitals/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'the-product-knows-no-test-and-no-tool',
    severity: 'error',
    from: { path: '^(src|tracker/src|dashboard/src)/', pathNot: notTests },
    to: { path: '^(test|tools|bench)/' },
  },
]

/**
 * @param {string} baseDir the tree to check
 * @param {string[]} folders of it
 * @returns {Promise<{ files: number, violations: { rule: string, from: string, to: string }[] }>}
 */
export const checkBoundaries = async (
  baseDir = root,
  folders = ['src', 'tracker', 'dashboard', 'test', 'bench', 'examples'],
) => {
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(baseDir, folder))),
    {
      baseDir,
      ruleSet: { forbidden: rules },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: ['/dist/'] },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    undefined,
    { tsConfig: extractTSConfig(`${root}tsconfig.base.json`) },
  )
  const { modules, summary } = output
  return {
    files: modules.filter(({ source }) => /\.(ts|tsx|mjs)$/.test(source) && !source.includes('node_modules')).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, violations } = await checkBoundaries()
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
  console.error(`${files} files read, ${violations.length} crossed a boundary`)
  process.exitCode = violations.length > 0 || files < 50 ? 1 : 0
}
