// Writes docs/accuracy.md: how much of what others' lists say is what Minnow finds. With --check: whether it is fresh.
import { readFileSync, writeFileSync } from 'node:fs'
import { touchOf } from '../src/collect/source/touch.ts'
import { deviceOf } from '../src/collect/steps/device.ts'
import { noPage, referrerOf } from '../src/collect/steps/page.ts'
import { browserKind } from '../src/collect/traffic/browser-kind.ts'
import {
  crawlers,
  type List,
  realDevices,
  realPeople,
  realSystems,
  referrers,
  uapBrowsers,
  uapSystems,
} from './accuracy/lists.ts'

type Verdict = { expected: string; found: string }
type Question = {
  what: string
  list: List
  judge: (text: string, expected: string) => Verdict | undefined
  note: string
}

const browserNames: Record<string, string> = {
  IE: 'Internet Explorer',
  'Amazon Silk': 'Amazon Silk',
  Facebook: 'Facebook app',
  Instagram: 'Instagram app',
  Pinterest: 'Pinterest app',
  'Edge Mobile': 'Edge',
  'Mobile Safari': 'Safari',
  'Mobile Safari UI/WKWebView': 'Safari',
  'Yandex Browser': 'Yandex',
  Android: 'Android browser',
}
const plainBrowser = (family: string): string =>
  browserNames[family] ?? family.replace(/ (Mobile iOS|Mobile WebView|Mobile|iOS|Tablet)$/, '')
const systemNames: Record<string, string> = {
  'Mac OS X': 'macOS',
  'Chrome OS': 'Chrome OS',
  Ubuntu: 'Linux',
  Debian: 'Linux',
}
const systemOfPlatform = (platform: string): string | undefined => {
  if (/^(iPhone|iPad|iPod)/.test(platform)) return 'iOS'
  if (platform.startsWith('Win')) return 'Windows'
  if (platform === 'MacIntel') return 'macOS'
  // An Android calls its platform Linux, too.
  return undefined
}
const wellKnown = new Set([
  'Chrome',
  'Safari',
  'Firefox',
  'Edge',
  'Opera',
  'Samsung Internet',
  'UC Browser',
  'Internet Explorer',
  'Yandex',
  'Facebook app',
  'Instagram app',
  'Pinterest app',
])

const channelsOf: Record<string, readonly string[]> = {
  search: ['Organic Search'],
  social: ['Organic Social', 'Organic Video', 'LINE', 'Zalo', 'Messenger', 'WhatsApp', 'Telegram', 'Other chats'],
  email: ['Email'],
}

const questions: readonly Question[] = [
  {
    what: 'Device type',
    list: realDevices,
    judge: (text, expected) => ({ expected, found: deviceOf(text).device }),
    note: 'Real browsers of the last weeks, each once.',
  },
  {
    what: 'Operating system',
    list: realSystems,
    judge: (text, platform) => {
      const expected = systemOfPlatform(platform)
      return expected === undefined ? undefined : { expected, found: deviceOf(text).os }
    },
    note: 'Against `navigator.platform` of the same browser, which is independent of the user agent; Linux and Android share theirs and are left out.',
  },
  {
    what: 'Operating system, rare ones',
    list: uapSystems,
    judge: (text, family) =>
      family === 'Other' ? undefined : { expected: systemNames[family] ?? family, found: deviceOf(text).os },
    note: 'A collection of curiosities, each once: televisions, consoles, telephones of 2008.',
  },
  {
    what: 'Browser, well-known ones',
    list: uapBrowsers,
    judge: (text, family) => {
      const expected = plainBrowser(family)
      return wellKnown.has(expected) && browserKind(text) === ''
        ? { expected, found: deviceOf(text).browser }
        : undefined
    },
    note: 'Those of the collection below that belong to a browser that visitors use.',
  },
  {
    what: 'Browser, all of a collection',
    list: uapBrowsers,
    judge: (text, family) =>
      browserKind(text) === '' ? { expected: plainBrowser(family), found: deviceOf(text).browser } : undefined,
    note: 'Each once: apps, players, browsers of long ago. What Minnow sets aside as a robot is not asked.',
  },
  {
    what: 'Robots that are seen',
    list: crawlers,
    judge: (text, kind) => ({
      expected: `robot (${kind})`,
      found: browserKind(text) === '' ? 'a person' : `robot (${kind})`,
    }),
    note: 'By the user agent alone; addresses and behaviour are not in such lists. The package isbot learns from this list, too, so it says what is covered rather than what a new robot would meet.',
  },
  {
    what: 'People who are taken for people',
    list: realPeople,
    judge: (text, expected) => ({ expected, found: browserKind(text) === '' ? expected : 'a robot' }),
    note: '',
  },
  {
    what: 'Channel of a referrer',
    list: referrers,
    judge: (text, medium) => {
      const { channel } = touchOf({ page: noPage, referrerHost: referrerOf(text).host, isInternal: false, app: '' })
      return { expected: medium, found: channelsOf[medium]?.includes(channel) ? medium : channel }
    },
    note: 'Search, social networks (video and chats are channels of their own) and web mail.',
  },
]

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const cell = (text: string): string => text.replaceAll('|', '/').replaceAll('\n', ' ')

const answer = ({ what, list, judge, note }: Question): { row: string; errors: string } => {
  const verdicts = list.cases.flatMap(({ text, expected }) => {
    const verdict = judge(text, expected)
    return verdict ? [{ ...verdict, text }] : []
  })
  const wrong = verdicts.filter(({ expected, found }) => expected !== found)
  const classes = Map.groupBy(wrong, ({ expected, found }) => `${expected} → ${found === '' ? 'unknown' : found}`)
  const rows = [...classes]
    .toSorted(([one, first], [other, second]) => second.length - first.length || (one < other ? -1 : 1))
    .map(
      ([name, cases]) =>
        `| ${cell(name)} | ${cases.length} | \`${cell(cases[0]?.text ?? '')
          .replaceAll('`', "'")
          .slice(0, 110)}\` |`,
    )
  const right = verdicts.length - wrong.length
  return {
    row: `| ${what} | ${list.name} | ${list.version} | ${list.licence} | ${verdicts.length} | ${percent(right / verdicts.length)} |`,
    errors: [
      `### ${what}`,
      note,
      rows.length === 0
        ? 'No error.'
        : ['| class of error | cases | one of them |', '| --- | --- | --- |', ...rows].join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}

const answers = questions.map(answer)
const text = `<!-- Written by tools/accuracy.ts; do not edit. -->

# How well Minnow tells browsers, robots and sources

Measured on lists that other people keep, in the versions named; \`node tools/accuracy.ts\` measures again. A list counts
each entry once, however many visitors it stands for, so rare things weigh as much as common ones.
A few names (Chromebooks, UC Browser, Pinterest, web mail) were added after these lists had shown that they were missing,
so the shares flatter a little.

| what | list | version | licence | cases | right |
| --- | --- | --- | --- | ---: | ---: |
${answers.map(({ row }) => row).join('\n')}

GA4's default channel group is tested rule by rule in \`src/collect/source/channel.test.ts\`. Search engines, social
networks and AI assistants come from Minnow's own list and from Matomo's
(matomo-org/searchengine-and-social-list, CC0 1.0); places from DB-IP's city database (CC BY 4.0); addresses of data
centres from RouteViews and DB-IP (CC BY 4.0); robots from isbot (Unlicense) and Minnow's own list.

## Every class of error

${answers.map(({ errors }) => errors).join('\n\n')}
`

const file = new URL('../docs/accuracy.md', import.meta.url)
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/accuracy.md is not what the lists say. Run: node tools/accuracy.ts')
    process.exit(1)
  }
} else writeFileSync(file, text)
