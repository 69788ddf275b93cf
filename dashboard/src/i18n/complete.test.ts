import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { languages } from './languages.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const source = fileURLToPath(new URL('..', import.meta.url))

type Words = Record<string, string>

const flatten = (value: unknown, path: string[] = []): [string, string][] =>
  typeof value === 'string'
    ? [[path.join('.'), value]]
    : Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => flatten(inner, [...path, key]))

const wordsOf = (language: string, namespace: string): Words =>
  Object.fromEntries(flatten(JSON.parse(readFileSync(join(folder, language, `${namespace}.json`), 'utf8'))))

const namespaces = readdirSync(join(folder, 'en')).map((file) => file.replace(/\.json$/, ''))

const pluralSuffix = /_(zero|one|two|few|many|other)$/
const stem = (key: string): string => key.replace(pluralSuffix, '')
/** Keys that are said by number: those with an `_other`. */
const countedStems = (words: Words): Set<string> =>
  new Set(Object.keys(words).flatMap((key) => (key.endsWith('_other') ? [stem(key)] : [])))
const stems = (words: Words): string[] => {
  const counted = countedStems(words)
  return [...new Set(Object.keys(words).map((key) => (counted.has(stem(key)) ? stem(key) : key)))].sort()
}
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{[^}]+\}\}/g) ?? [])].sort()

describe.each(namespaces)('the words of "%s"', (namespace) => {
  const english = wordsOf('en', namespace)

  test.each(languages)('are all there in %s, and no others', (language) => {
    expect(stems(wordsOf(language, namespace))).toEqual(stems(english))
  })

  test.each(languages)('have every plural form of %s', (language) => {
    const words = wordsOf(language, namespace)
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const counted of countedStems(words)) {
      const found = Object.keys(words)
        .filter((key) => pluralSuffix.test(key) && stem(key) === counted)
        .map((key) => key.slice(counted.length + 1))
      // "Nobody" for 0 is allowed in every language.
      expect([counted, found.filter((form) => form !== 'zero').sort()]).toEqual([counted, [...forms].sort()])
    }
  })

  test.each(languages)('fill in the same figures in %s', (language) => {
    const words = wordsOf(language, namespace)
    for (const [key, text] of Object.entries(words)) {
      const same = english[key] ?? english[`${stem(key)}_other`] ?? ''
      // "Nobody" and "one person" need no number.
      const expected = placeholders(same).filter((name) => !(pluralSuffix.test(key) && name === '{{count}}'))
      const found = placeholders(text).filter((name) => !(pluralSuffix.test(key) && name === '{{count}}'))
      expect([key, found]).toEqual([key, expected])
    }
  })

  test.each(languages)('are written in %s: nothing empty, nothing forgotten', (language) => {
    for (const [key, text] of Object.entries(wordsOf(language, namespace))) {
      expect([key, text.trim()]).toEqual([key, text])
      expect([key, text]).not.toEqual([key, ''])
      expect([key, text]).not.toEqual([key, '…'])
      expect([key, text.normalize('NFC')]).toEqual([key, text])
    }
  })
})

test('every language has the same files', () => {
  for (const language of languages)
    expect(readdirSync(join(folder, language)).sort()).toEqual(namespaces.map((name) => `${name}.json`).sort())
})

type Use = { file: string; namespaces: string[]; key: string; isPrefix: boolean }

const sourceFiles = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'),
)

const namespacesIn = (text: string): string[] => {
  const found = [...text.matchAll(/useTranslation\(\s*(\[[^\]]*\]|'[^']*')/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/'([^']+)'/g)].map((quoted) => quoted[1] ?? ''),
  )
  return [...new Set(found)]
}

/** Keys as strings that could be keys, and templates up to their first hole. */
const usesIn = (file: string): Use[] => {
  const text = readFileSync(join(source, file), 'utf8')
  const spaces = namespacesIn(text)
  const literals = [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => ({ key: match[1] ?? '', isPrefix: false }))
  const templates = [...text.matchAll(/\bt\(\s*`([^`$]*)(\$\{)?/g)].map((match) => ({
    key: match[1] ?? '',
    isPrefix: match[2] !== undefined,
  }))
  return [...literals, ...templates].map((use) => ({ ...use, file, namespaces: spaces }))
}

const uses = sourceFiles.flatMap(usesIn)
const english = new Map(namespaces.map((namespace) => [namespace, stems(wordsOf('en', namespace))]))

const resolve = (use: Use): { spaces: string[]; key: string } => {
  const [space, rest] = use.key.includes(':') ? use.key.split(':') : [undefined, use.key]
  return { spaces: space ? [space] : use.namespaces, key: rest ?? '' }
}

test('every word that the source asks for exists', () => {
  expect(uses.length).toBeGreaterThan(100)
  const missing = uses.filter((use) => {
    const { spaces, key } = resolve(use)
    const known = spaces.flatMap((space) => english.get(space) ?? [])
    return !known.some((word) => (use.isPrefix ? word.startsWith(key) : word === key || word.startsWith(`${key}_`)))
  })
  expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([])
})

test('no word is left that the source never asks for', () => {
  const text = sourceFiles.map((file) => readFileSync(join(source, file), 'utf8')).join('\n')
  const unused = namespaces.flatMap((namespace) =>
    (english.get(namespace) ?? [])
      .filter(
        (word) =>
          !uses.some((use) => {
            const { spaces, key } = resolve(use)
            if (!spaces.includes(namespace)) return false
            return use.isPrefix ? word.startsWith(key) : word === key || word.startsWith(`${key}_`)
          }),
      )
      // Keys that a table or a pure function names, in quotes.
      .filter((word) => !text.includes(`'${word}'`))
      .map((word) => `${namespace}: ${word}`),
  )
  expect(unused).toEqual([])
})
