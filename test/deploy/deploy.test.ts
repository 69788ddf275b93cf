import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { eventLimits } from '../../src/contract/collect.ts'
import { readConfig } from '../../src/platform/config.ts'
import { silentLog } from '../../src/platform/log.ts'
import { openMinnow } from '../../src/server/index.ts'
import { minnow, newDataFolder } from '../cli.ts'

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

/** As a shell would fill in `${NAME:?}` and `${NAME:-otherwise}`. */
const filledIn = (text: string): string =>
  text.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name, sign, rest) =>
    sign === '-' ? rest : `${name}-of-this-test-only`.repeat(2),
  )
const documents = (file: string): unknown[] =>
  parseAllDocuments(read(file), { merge: true }).map(
    (one) => JSON.parse(filledIn(JSON.stringify(one.toJS()))) as unknown,
  )

const dockerfile = read('deploy/Dockerfile')
const word = (pattern: RegExp, text = dockerfile): string => pattern.exec(text)?.[1] ?? `nothing like ${pattern}`
const usual = readConfig({}, {})
const port = String(usual.port)
const manifest = JSON.parse(read('package.json')) as {
  version: string
  bin: Record<string, string>
  dependencies: Record<string, string>
}

test('every file and folder of ours that deploy/ and its page name is there', () => {
  const page = read('docs/operating.md')
  const linked = [...page.matchAll(/\]\(\.\.\/(deploy[\w./-]*)\)/g)].map(([, file = '']) => file)
  expect(linked.length).toBeGreaterThan(4)
  const written = files('deploy/**/*.{yaml,xml}')
    .concat('deploy/Dockerfile')
    .flatMap((file) =>
      [...read(file).matchAll(/\b((?:docs|deploy)\/[\w/.-]+\.(?:md|xml|yaml))/g)].map(([, name = '']) => name),
    )
  const mounted = ['deploy/compose.yaml', 'deploy/compose.cluster.yaml'].flatMap((file) =>
    [...read(file).matchAll(/- \.\/([\w./-]+):/g)].map(([, name]) => `deploy/${name}`),
  )
  expect(mounted).toContain('deploy/clickhouse/shards.xml')
  expect([...linked, ...written, ...mounted].filter((file) => !existsSync(join(root, file)))).toEqual([])
})

test('the image runs what the package installs, on the Node it needs, where it says', async () => {
  const settings = Object.fromEntries(
    [...dockerfile.matchAll(/\b(MINNOW_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  )
  const config = readConfig({}, settings)
  expect(config).toMatchObject({ dataDir: '/data', host: '0.0.0.0', port: usual.port })
  expect(word(/^EXPOSE (\d+)$/m)).toBe(port)
  expect(word(/^VOLUME (\S+)$/m)).toBe(config.dataDir)
  expect(word(/--mode=0700 (\S+)$/m)).toBe(config.dataDir)
  expect(word(/fetch\('http:\/\/127\.0\.0\.1:(\d+)\/health'\)/)).toBe(port)
  const [node24 = ''] = (manifest.dependencies.node ?? '').split('.')
  expect([...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => major)).toEqual([node24, node24])
  const program = word(/^ENTRYPOINT \["\/app\/node_modules\/\.bin\/(\w+)"\]$/m)
  expect(existsSync(join(root, manifest.bin[program] ?? 'none'))).toBe(true)
  const help = await minnow(word(/^CMD \["(\w+)"\]$/m), '--help')
  expect(help).toMatchObject({ code: 0, err: '' })
  // What the image is built from is not left out of it.
  const left = read('deploy/Dockerfile.dockerignore').trim().split('\n')
  const packed = /"files": \[([^\]]*)\]/.exec(read('package.json'))?.[1] ?? ''
  expect(left.filter((name) => packed.includes(`"${name}/`) && name !== 'dist')).toEqual([])
})

type Service = {
  environment?: Record<string, string>
  depends_on?: string[]
  ports?: string[]
  volumes?: string[]
  build?: { context: string; dockerfile: string }
  command?: string
}
type Compose = { services: Record<string, Service>; volumes?: Record<string, unknown> }

describe.each(['deploy/compose.yaml', 'deploy/compose.cluster.yaml'])('%s', (file) => {
  const [{ services, volumes = {} }] = documents(file) as [Compose]
  const named = Object.entries(services)
  const ours = named.filter(([, { build }]) => build !== undefined)

  test('builds our image and keeps its data', () => {
    expect(ours.length).toBeGreaterThan(0)
    for (const [name, service] of ours) {
      const context = join(root, 'deploy', service.build?.context ?? 'none')
      expect(existsSync(join(context, service.build?.dockerfile ?? 'none'))).toBe(true)
      expect(service.volumes).toEqual([`${name}:${word(/^VOLUME (\S+)$/m)}`])
    }
  })

  test('gives settings that Minnow takes, and ports that lead to it', () => {
    for (const [, { environment = {} }] of ours) expect(readConfig({}, environment).unknown).toEqual([])
    const led = named.flatMap(([, { ports = [] }]) => ports.map((one) => one.split(':').at(-1)))
    expect(led).toEqual([port])
    const proxied = named.flatMap(([, { command = '' }]) =>
      [...command.matchAll(/--to ([\w-]+:\d+)/g)].map(([, to]) => to),
    )
    if (ours.length > 1) expect(proxied).toEqual(ours.map(([name]) => `${name}:${port}`))
  })

  test('names only services and volumes that it has', () => {
    const needed = named.flatMap(([, { depends_on = [] }]) => depends_on)
    expect(needed.filter((name) => !(name in services))).toEqual([])
    const kept = named.flatMap(([, one]) => (one.volumes ?? []).filter((volume) => !volume.startsWith('./')))
    expect(kept.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(volumes).sort())
  })
})

/** Elements of one name, as their text. */
const elements = (file: string, name: string): string[] =>
  [...read(file).matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text)

test('the cluster of compose.cluster.yaml is the one that its ClickHouse servers know', () => {
  const [{ services }] = documents('deploy/compose.cluster.yaml') as [Compose]
  const shards = 'deploy/clickhouse/shards.xml'
  const { clickhouseUrl = '', databaseUrl = '' } = readConfig({}, services['minnow-1']?.environment ?? {})
  const addresses = clickhouseUrl.split(',').map((address) => new URL(address))
  expect(addresses.map(({ hostname }) => hostname)).toEqual(elements(shards, 'host'))
  expect(read(shards)).toContain(`<${addresses.at(-1)?.searchParams.get('cluster')}>`)
  const database = new URL(databaseUrl)
  expect(services[database.hostname]?.environment).toMatchObject({
    ...{ POSTGRES_USER: database.username, POSTGRES_PASSWORD: database.password },
    POSTGRES_DB: database.pathname.slice(1),
  })
  const asked = [...read(shards).matchAll(/from_env="(\w+)"/g)].map(([, name = '']) => name)
  for (const [index, { hostname, username, password }] of addresses.entries()) {
    const given = services[hostname]?.environment
    expect(given).toMatchObject({ CLICKHOUSE_USER: username, CLICKHOUSE_PASSWORD: password })
    expect(given?.MINNOW_SHARD).toBe(String(index + 1))
    expect(asked.filter((name) => !given?.[name])).toEqual([])
  }
})

test('replicas ask the Keepers that there are, and an insert waits for each of them', () => {
  const [replicas, keeper] = ['deploy/clickhouse/replicas.xml', 'deploy/clickhouse/keeper.xml']
  const keepers = elements(keeper, 'hostname').map((host) => [host, elements(keeper, 'tcp_port')[0]])
  const asked = [...read(replicas).matchAll(/<node><host>([^<]+)<\/host><port>(\d+)<\/port>/g)]
  expect(asked.map(([, host, at]) => [host, at])).toEqual(keepers)
  const shards = read(replicas).split('<shard>').slice(1)
  const quorum = Number(elements('deploy/clickhouse/insert-quorum.xml', 'insert_quorum')[0])
  expect(shards.map((shard) => [...shard.matchAll(/<replica><host>/g)].length)).toEqual([quorum, quorum])
  expect(read(replicas)).toContain('<macros>')
})

describe('the Kubernetes manifests', () => {
  const file = 'deploy/kubernetes/minnow.yaml'
  const text = JSON.stringify(documents(file))

  test('run our image as it is made, and keep the journal of each server', () => {
    expect(word(/image: minnow:(\S+)/, read(file))).toBe(manifest.version)
    expect(word(/containerPort: (\d+)/, read(file))).toBe(port)
    expect(word(/mountPath: (\S+) /, read(file))).toBe(word(/^VOLUME (\S+)$/m))
    expect(documents(file)).toContainEqual(
      expect.objectContaining({
        kind: 'StatefulSet',
        spec: expect.objectContaining({ volumeClaimTemplates: [expect.anything()] }),
      }),
    )
    expect(word(/proxy-body-size: (\d+)m/, read(file))).toBe(String(eventLimits.importBodyBytes / 1_048_576))
  })

  test('ask for paths that a server answers', async () => {
    const paths = [...text.matchAll(/"httpGet":\{"path":"([^"]+)","port":"http"\}/g)].map(([, path = '']) => path)
    expect(paths).toEqual(['/health', '/health', '/ready'])
    const data = newDataFolder()
    const server = await openMinnow({ dataDir: data.folder, log: silentLog })
    for (const url of [...paths, '/metrics']) {
      const answer = await server.app.inject({ url, remoteAddress: '127.0.0.1', headers: { host: 'localhost:8787' } })
      expect([url, answer.statusCode]).toEqual([url, 200])
    }
    await server.close()
    data.remove()
  })
})
