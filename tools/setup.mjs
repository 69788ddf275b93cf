// Makes a fresh clone ready, on whatever Node 20+ the machine has: `node tools/setup.mjs start|test|check`.
// Installs packages when the lock file changed, builds the tag and the dashboard when their sources changed,
// and (for tests) finds or installs a Chromium. Says what it does, does nothing twice.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unsupportedPlatform } from '../bin/platform.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamps = join(root, 'node_modules', '.minnow-setup')
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

const say = (line) => process.stderr.write(`${line}\n`)

const filesBelow = (path) => {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', 'test'].includes(entry.name))
    .flatMap((entry) => filesBelow(join(path, entry.name)))
    .sort()
}

const fingerprint = (...paths) => {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

const done = (name, print, product) => {
  const stamp = join(stamps, name)
  return existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print
}

const remember = (name, print) => {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), print)
}

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    say(
      `\n"${command} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}. Fix what it says above and run the same command again.`,
    )
    process.exit(1)
  }
}

const node24 = join(root, 'node_modules', '.bin', 'node')

const installPackages = () => {
  const print = fingerprint('package-lock.json')
  if (done('packages', print, node24)) return
  say('Installing packages (once, a minute or two) …')
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  remember('packages', print)
}

const build = (name, sources, script, product) => {
  const print = fingerprint(...sources)
  if (done(name, print, join(root, product))) return
  say(`Building the ${name} …`)
  run(node24, script)
  remember(name, print)
}

const buildTag = () => build('tag', ['tracker', 'package-lock.json'], ['tracker/build.mjs'], 'tracker/dist/m.js')

const buildDashboard = () =>
  build(
    'dashboard',
    ['dashboard', 'src/contract', 'package-lock.json'],
    ['node_modules/vite/bin/vite.js', 'build', 'dashboard', '--logLevel', 'warn'],
    'dashboard/dist/index.html',
  )

const findChromium = () => {
  const script = "import('./test/browser.ts').then(async ({ launchBrowser }) => (await launchBrowser()).close())"
  return spawnSync(node24, ['--input-type=module', '-e', script], { cwd: root, stdio: 'ignore' }).status === 0
}

const installChromium = () => {
  if (findChromium()) return
  say('Installing a Chromium for the browser tests …')
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (debian) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'], {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } else {
    spawnSync(node24, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    })
  }
  if (!findChromium()) {
    say(
      'The browser tests need a Chromium that starts. Install one (apt-get install chromium, brew install --cask chromium)',
    )
    say('or set MINNOW_TEST_CHROMIUM to its path, then run `npm test` again.')
    process.exit(1)
  }
}

const purpose = process.argv[2] ?? 'start'
const refusal = unsupportedPlatform(process, () =>
  execFileSync('ldd', ['--version'], { encoding: 'utf8', stdio: 'pipe' }),
)
if (refusal) {
  say(refusal)
  process.exit(1)
}
if (purpose === 'clean') rmSync(stamps, { recursive: true, force: true })
installPackages()
buildTag()
buildDashboard()
if (purpose === 'test') installChromium()
