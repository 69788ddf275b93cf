// Writes docs/routes.md from src/contract/routes; with --check, fails when the file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dialects } from '../src/collect/dialects/dialects.ts'
import { keyScopes } from '../src/contract/account.ts'
import { type Access, type Endpoint, endpoints } from '../src/contract/api.ts'
import { otherRoutes } from '../src/contract/other-routes.ts'
import { roles } from '../src/contract/site.ts'

const file = fileURLToPath(new URL('../docs/routes.md', import.meta.url))

const meanings: Record<Access, string> = {
  public: 'anyone',
  'signed-in': 'any account',
  owner: 'an account that owns a site, or the command line on the same machine',
  local: 'only the command line on the same machine, which reads the token in the data folder',
  'site:read': 'viewers, editors and owners of the site, or a key with `read`',
  'site:write': 'editors and owners of the site, or a key with `write`',
  'site:own': 'owners of the site',
  collect: 'the public tag of a known site, or a key with `collect`',
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const routes = Object.entries<Endpoint>(endpoints).map(([name, { method, path, access, summary }]) => [
  `\`${method} ${path}\``,
  access,
  summary,
  `\`${name}\``,
])

const othersRoutes = dialects
  .flatMap(({ routes }) => routes)
  .filter(
    ({ path }, index, all) =>
      !(path.endsWith('/') && all.some((other, before) => before < index && other.path === path.slice(0, -1))),
  )
  .map(({ method, path, what }) => [`\`${method} ${path}\``, what])

/** As `src/server/accounts/access.ts` enforces it; `test/stories/access.test.ts` asks. */
const mayUse: Record<Access, readonly string[]> = {
  public: ['anybody', ...roles, 'the machine'],
  'signed-in': roles,
  owner: ['owner', 'the machine'],
  local: ['the machine'],
  'site:read': [...roles, 'key: read', 'the machine'],
  'site:write': ['owner', 'editor', 'key: write', 'the machine'],
  'site:own': ['owner', 'the machine'],
  collect: ['anybody', 'key: collect', 'the machine'],
}
const askers = ['anybody', ...roles.toReversed(), ...keyScopes.map((scope) => `key: ${scope}`), 'the machine']
const accesses = Object.keys(mayUse) as Access[]
const counted = (access: Access): string =>
  String(Object.values(endpoints).filter((one) => one.access === access).length)

const page = `<!-- Generated from src/contract/routes by tools/routes.ts: change it there. -->
# Routes of the HTTP API

Each route declares who may use it; \`src/server/accounts/access.ts\` enforces it, and \`test/stories/access.test.ts\` asks every
route of a site with other sites' sessions and keys. Shapes are at \`/api/openapi.json\`, readable at \`/api/docs\`.

A key is sent as \`Authorization: Bearer mnw_…\`. Reports are answered to GET, too: \`?request=\` holds the same JSON.
Sign-in, sign-out, passwords and two-factor are under \`/api/auth\`. \`/api/health\` answers while the server runs.

${table(
  ['access', 'who'],
  Object.entries(meanings).map(([access, who]) => [access, who]),
)}

${table(
  ['who', ...accesses],
  [
    ...askers.map((asker) => [asker, ...accesses.map((access) => (mayUse[access].includes(asker) ? 'yes' : ''))]),
    ['routes', ...accesses.map(counted)],
  ],
)}

A role is held at a site; *the machine* is the command line on the same machine. A site that is not the asker's answers
as one that does not exist.

${table(['route', 'access', 'what it does', 'name'], routes)}

## Routes of other tools

Anyone may send, as to the tag's route; a key is believed more ([other-tools.md](other-tools.md)).

${table(['route', 'what it does'], othersRoutes)}

## The rest

${table(
  ['route', 'who', 'what it does'],
  otherRoutes.map(({ path, who, what }) => [`\`${path}\``, who, what]),
)}
`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== page) {
    process.stderr.write('docs/routes.md is not what src/contract/routes says. Run: node tools/routes.ts\n')
    process.exitCode = 1
  }
} else {
  writeFileSync(file, page)
}
