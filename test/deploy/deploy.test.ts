import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfig } from '../../src/platform/config.ts'

/** What can be known of deploy/ without Docker or Kubernetes; the ClickHouse configuration runs the tests' cluster. */
const root = join(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const files = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort()

/** Settings of ours that ClickHouse's configuration and Kubernetes' commands use by themselves. */
const notOfMinnow = new Set(['MINNOW_SHARD', 'MINNOW_REPLICA', 'MINNOW_CLUSTER_SECRET'])

/** A value that cannot be used is a setting, too. */
const isUnknown = (name: string): boolean => {
  try {
    return readConfig({}, { [name]: 'x' }).unknown.length > 0
  } catch {
    return false
  }
}

test.each(files('deploy/**/*.yaml'))('%s is YAML', (file) => {
  const documents = parseAllDocuments(read(file), { merge: true })
  expect(documents.flatMap(({ errors }) => errors)).toEqual([])
  expect(documents.length).toBeGreaterThan(0)
})

test.each(files('deploy/**/*.xml'))('%s is XML', (file) => {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.write(read(file)).close()
})

test.each([...files('deploy/**/*.{yaml,xml}'), 'deploy/Dockerfile', 'docs/operating.md'])(
  '%s names only settings that there are',
  (file) => {
    const named = [...read(file).matchAll(/\bMINNOW_[A-Z_]+[A-Z]/g)].map(([name]) => name)
    expect([...new Set(named)].filter((name) => !notOfMinnow.has(name) && isUnknown(name))).toEqual([])
  },
)

describe('the Kubernetes manifests', () => {
  test('ask for paths that the server has, and keep the journal of each server', () => {
    const documents = parseAllDocuments(read('deploy/kubernetes/minnow.yaml')).map((one) => one.toJS() as unknown)
    const text = JSON.stringify(documents)
    expect([...text.matchAll(/"path":"(\/\w+)"/g)].map(([, path]) => path)).toEqual(['/health', '/health', '/ready'])
    expect(documents).toContainEqual(
      expect.objectContaining({
        kind: 'StatefulSet',
        spec: expect.objectContaining({ volumeClaimTemplates: [expect.anything()] }),
      }),
    )
  })
})
