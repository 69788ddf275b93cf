#!/usr/bin/env node
// The `minnow` command, on whatever Node 20+ the machine has: hands over to the Node 24 that Minnow brings along.
// From the package it runs the compiled code, in a checkout the sources.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unsupportedPlatform } from './platform.mjs'

const refusal = unsupportedPlatform(process, () =>
  execFileSync('ldd', ['--version'], { encoding: 'utf8', stdio: 'pipe' }),
)
if (refusal) {
  process.stderr.write(`${refusal}\n`)
  process.exit(1)
}

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src', 'cli', 'main.ts')
const main = existsSync(source) ? source : join(root, 'dist', 'src', 'cli', 'main.js')
const node24 = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node')

const brings = existsSync(node24)
if (!brings && Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    'The Node 24 that Minnow brings along was not set up, because npm was told not to run install scripts.\n' +
      'Allow it with "npm install-scripts approve node" and install again, or use Node 24 yourself.\n',
  )
  process.exit(1)
}
// A statement of the embedded engine holds a thread of this pool while it runs; Node's four would be all of them.
// What is large goes back to the system when it is done with (glibc): 35 MB less once the ids are read in.
const env = { UV_THREADPOOL_SIZE: '8', MALLOC_MMAP_THRESHOLD_: '131072', ...process.env }
// Two halves of 8 MB for young objects instead of 32: 50 MB less in memory, and no slower. Old ones may grow by half
// until they are looked through, not fourfold: 150 MB less under load. (package.json says it, too.)
const flags = ['--min-semi-space-size=8', '--max-semi-space-size=8', '--heap-growing-percent=50']
const child = spawn(brings ? node24 : process.execPath, [...flags, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
