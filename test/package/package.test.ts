import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The environment of a person's shell, without what npm told this test run. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV|INIT_CWD)/i.test(name)))

const npm = (args: string[], cwd: string): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', env: plainEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

test('the packed package, installed in an empty folder, serves the same demo', { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-package-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))

  npm(['pack', '--pack-destination', folder, '--loglevel=error'], root)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  expect(tarball).toBeDefined()

  const home = join(folder, 'home')
  execFileSync('mkdir', [home])
  writeFileSync(join(home, 'package.json'), '{ "name": "home", "private": true }')
  npm(['install', join(folder, tarball ?? ''), '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], home)
  expect(existsSync(join(home, 'node_modules/minnow/src'))).toBe(false)

  const port = await freePort()
  const server = spawn('npx', ['minnow', 'start', '--demo', '--port', String(port)], {
    cwd: home,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += String(text)))
  onTestFinished(() => {
    if (server.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL')
  })

  const url = `http://127.0.0.1:${port}`
  const answers = async (path: string) => (await fetch(url + path).catch(() => undefined))?.status === 200
  for (let tries = 0; tries < 300 && !(await answers('/api/health')); tries++) await sleep(200)
  expect(await answers('/api/health'), said).toBe(true)
  for (const path of ['/', '/m.js', '/demo-shop/', '/api/openapi.json'])
    expect([path, await answers(path)]).toEqual([path, true])

  const me = (await (await fetch(`${url}/api/me`)).json()) as { sites: { id: string; demo: boolean }[] }
  const demo = me.sites.find((site) => site.demo)
  expect(demo).toBeDefined()
  const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const from = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10)
  let people = 0
  for (let tries = 0; tries < 100 && people < 100; tries++) {
    const answer = await fetch(`${url}/api/sites/${demo?.id}/reports/overview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from, to: today }),
    })
    people = ((await answer.json()) as { totals?: { people: number } }).totals?.people ?? 0
    if (people < 100) await sleep(300)
  }
  expect(people).toBeGreaterThan(100)
})
