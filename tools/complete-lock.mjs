// npm writes into package-lock.json only those optional packages (one per platform, as of chdb or esbuild) that the
// registry it asked has. A lock file made behind a partial mirror then fails `npm ci`, or lacks the engine on a Mac.
// `node tools/complete-lock.mjs` adds what is missing; with --check it only says so.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const systems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony']
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** What a platform package's name says of where it runs. */
const platformOf = (name) => {
  const words = name.replace(/^@/, '').split(/[-/]/)
  const os = words.find((word) => systems.includes(word)) ?? (words.includes('windows') ? 'win32' : undefined)
  const cpu = words.find((word) => processors.includes(word)) ?? (words.includes('wasm32') ? 'wasm32' : undefined)
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    ...(os ? { os: [os] } : {}),
  }
}

const isFound = (packages, from, name) => {
  for (let at = from; ; ) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (at === '') return false
    const up = at.lastIndexOf('/node_modules/')
    at = up < 0 ? '' : at.slice(0, up)
  }
}

/** The lock file with an entry for every optional package of a locked one, and the names that were added. */
export const completeLock = (lock) => {
  const packages = { ...lock.packages }
  const added = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isFound(packages, path, name) || !/^\d/.test(version)) continue
      const dev = entry.dev ? { dev: true } : {}
      packages[`node_modules/${name}`] = { version, ...platformOf(name), ...dev, optional: true }
      added.push(name)
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1)))
  return { lock: { ...lock, packages: sorted }, added }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, 'utf8')))
  if (added.length > 0 && process.argv.includes('--check')) {
    console.error(
      `package-lock.json lacks packages of other platforms: ${added.join(', ')}. Run: node tools/complete-lock.mjs`,
    )
    process.exitCode = 1
  } else if (added.length > 0) {
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
    console.error(`${added.length} packages of other platforms added`)
  }
}
