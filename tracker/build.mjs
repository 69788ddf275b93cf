// Builds the tag: dist/m.js, which every page loads, and dist/<part>.js, which m.js loads where they are needed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

const here = dirname(fileURLToPath(import.meta.url))

/**
 * web-vitals without what the tag never asks for: soft navigations (off unless an option turns them on), metrics' ids
 * and navigation fields, and waiting for activation (the tag itself starts only then). A quarter fewer bytes.
 * Throws when a new version of the package no longer has one of these pieces, so that nothing is left out by accident.
 */
const leanWebVitals = {
  name: 'lean-web-vitals',
  setup({ onLoad, onEnd }) {
    const files = {
      'lib/whenActivated.js': 'export const whenActivated = (run) => run()',
      'lib/initMetric.js': `export const initMetric = (name, value = -1, navigationType = '') =>
        ({ name, value, navigationType, rating: 'good', entries: [], id: {} })`,
    }
    const pieces = [
      [/checkSoftNavsEnabled\(opts\)/g, 'false'],
      [/entry\.entryType === '(soft-navigation|interaction-contentful-paint)'/g, 'false'],
      [/const handleSoftNavEntr(y|ies) = [\s\S]*?\n( {4}| {8})\};\n/g, ''],
    ]
    const found = new Set()
    onLoad({ filter: /web-vitals[\\/]dist[\\/]modules[\\/].*\.js$/ }, ({ path }) => {
      const [, name] = path.replaceAll('\\', '/').split('/dist/modules/')
      if (files[name]) {
        found.add(name)
        return { contents: files[name] }
      }
      let contents = readFileSync(path, 'utf8')
      for (const [piece, replacement] of /^on[A-Z]+\.js$/.test(name) ? pieces : []) {
        if (contents.match(piece)) found.add(piece)
        contents = contents.replace(piece, replacement)
      }
      return { contents }
    })
    onEnd(() => {
      const missing = [...Object.keys(files), ...pieces.map(([piece]) => piece)].filter((piece) => !found.has(piece))
      if (missing.length) throw new Error(`web-vitals has changed; not found: ${missing.join(', ')}`)
    })
  },
}

/** Puts named numbers, words and patterns where they are used, which esbuild does not at the top of a file. */
const inlineLiterals = {
  name: 'inline-literals',
  setup({ onLoad }) {
    onLoad({ filter: /tracker[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8')
      for (const [line, name, literal] of contents.matchAll(/^const (\w+) =\s+([\de.]+|'[^']*'|\/.+\/i?)$/gm)) {
        const uses = new RegExp(`\\b${name}\\b`, 'g')
        const rest = contents.replace(line, '')
        if (literal.length < 6 || rest.match(uses)?.length === 1) contents = rest.replaceAll(uses, () => literal)
      }
      return { contents, loader: 'ts' }
    })
  },
}

/** Names that m.js and its parts share, so that they are shortened the same way everywhere. */
const mangleCache = {
  shared: 's',
  recent: 'c',
  copied: 'l',
  isTwin: 't',
  isIgnored: 'i',
  selectorOf: 'e',
  recordDeclared: 'd',
  mediaBroke: 'm',
  record: 'r',
  guard: 'g',
  on: 'o',
  state: 'a',
  isStoring: 'b',
  held: 'h',
  said: 'f',
  recognise: 'n',
  waiting: 'j',
  startDelivery: 'k',
  leave: 'p',
  load: 'v',
}
const sources = (names) => Object.fromEntries(names.map((name) => [name, join(here, `src/${name}.ts`)]))

/** A second pass finds what esbuild leaves: two bytes of a hundred. */
const write = async (outdir, options) => {
  const { outputFiles } = await build(options)
  mkdirSync(outdir, { recursive: true })
  for (const { path, text } of outputFiles) {
    const { code } = await minify(text, {
      ecma: 2020,
      compress: {
        passes: 4,
        unsafe: true,
        unsafe_arrows: true,
        pure_getters: true,
        keep_fargs: false,
        lhs_constants: false,
      },
      mangle: { toplevel: true },
    })
    writeFileSync(join(outdir, basename(path)), code)
  }
}

/** Writes m.js and its parts into a folder. */
export const buildTag = async (outdir) => {
  const shared = {
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    legalComments: 'none',
    outdir,
    logLevel: 'warning',
    tsconfigRaw: '{}',
    mangleCache,
    plugins: [inlineLiterals],
    mangleProps: new RegExp(`^(${Object.keys(mangleCache).join('|')})$`),
  }
  await write(outdir, { ...shared, entryPoints: { m: join(here, 'src/main.ts') }, target: 'es2020' })
  await write(outdir, {
    ...shared,
    entryPoints: sources(['consent', 'domains', 'forms', 'layer', 'links', 'video']),
    target: 'es2020',
  })
  await write(outdir, {
    ...shared,
    entryPoints: sources(['vitals']),
    target: 'es2022',
    mangleProps: new RegExp(`${shared.mangleProps.source}|^_|^(firstHiddenTime|onHidden)$`),
    plugins: [inlineLiterals, leanWebVitals],
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = join(here, 'dist')
  await buildTag(outdir)
  for (const name of ['m', 'vitals', 'consent', 'domains', 'forms', 'layer', 'links', 'video']) {
    const bytes = gzipSync(readFileSync(join(outdir, `${name}.js`)), { level: 9 }).length
    process.stdout.write(`tracker/dist/${name}.js ${bytes} bytes gzip\n`)
  }
}
