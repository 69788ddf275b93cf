// Before `npm pack`: Node refuses to run TypeScript inside node_modules, so the package carries compiled code.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node24 = join(root, 'node_modules', '.bin', 'node')
const run = (...args) => execFileSync(node24, args, { cwd: root, stdio: ['ignore', 2, 2] })

run('tools/setup.mjs', 'start')
rmSync(join(root, 'dist'), { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
