#!/usr/bin/env node
// The `minnow` command, on whatever Node 20+ the machine has: hands over to the Node 24 that Minnow brings along.
// From the package it runs the compiled code, in a checkout the sources.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { env, flags } from './node-options.mjs'
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
const child = spawn(brings ? node24 : process.execPath, [...flags, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...env, ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
