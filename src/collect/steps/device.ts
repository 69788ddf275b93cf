import Bowser from 'bowser'
import { remember } from '../recent-map.ts'

export type Device = {
  /** desktop | mobile | tablet | tv | other */
  device: string
  browser: string
  browser_version: string
  os: string
  /** '' where the browser hides it behind a version that never changes. */
  os_version: string
  /** The app whose built-in browser this is, named as a source; '' in an ordinary browser. */
  app: string
}

const unknownDevice: Device = { device: 'other', browser: '', browser_version: '', os: '', os_version: '', app: '' }

/** Browsers inside apps, which call themselves Safari or Chrome. */
const apps: readonly [RegExp, string, string][] = [
  [/\bMessenger|FBAN\/Messenger|FB_IAB\/MESSENGER|FB_IAB\/Orca/i, 'messenger', 'Messenger app'],
  [/\bInstagram\b/, 'instagram', 'Instagram app'],
  [/\bFBA[NV]\/|FB_IAB/, 'facebook', 'Facebook app'],
  [/\bLine\/\d/, 'line', 'LINE app'],
  [/\bZalo\b/i, 'zalo', 'Zalo app'],
  [/musical_ly|BytedanceWebview|TikTok|trill_/i, 'tiktok', 'TikTok app'],
  [/\bMicroMessenger\//, 'wechat', 'WeChat app'],
  [/\bLinkedInApp\b/, 'linkedin', 'LinkedIn app'],
  [/\bTwitter for\b/, 'x', 'X app'],
  [/\bPinterest\b/, 'pinterest', 'Pinterest app'],
  [/\bSnapchat\//, 'snapchat', 'Snapchat app'],
]

const shortNames: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
  'Android Browser': 'Android browser',
  'Internet Explorer': 'Internet Explorer',
  'UC Browser': 'UC Browser',
  'Opera Coast': 'Opera',
  'Yandex Browser': 'Yandex',
}

const isChromebook = (userAgent: string): boolean => userAgent.includes('; CrOS ') || userAgent.includes('(CrOS ')
const ucBrowser = /\bUC ?(Browser|WEB)|\bUBrowser\//i

const kinds = new Set(['desktop', 'mobile', 'tablet', 'tv'])

/** What browsers say whatever the system is: Chrome's reduced Android, every macOS since 10.15. */
const frozenVersions = /Android 10; K\)|Mac OS X 10[_.]15([_.]7)?\b/

const systemVersion = (os: { name?: string; version?: string; versionName?: string }, userAgent: string): string => {
  if (frozenVersions.test(userAgent)) return ''
  // Windows 11 calls itself 10, too.
  if (os.name === 'Windows') return os.versionName === '10' ? '10+' : (os.versionName ?? '')
  const [major = '', minor] = (os.version ?? '').split('.')
  return minor === undefined || minor === '0' || os.name === 'Android' ? major : `${major}.${minor}`
}

const readDevice = (userAgent: string): Device => {
  if (userAgent === '') return unknownDevice
  const parsed = Bowser.parse(userAgent)
  const inApp = apps.find(([pattern]) => pattern.test(userAgent))
  const name = parsed.browser.name ?? ''
  const kind = parsed.platform.type ?? ''
  return {
    device: kinds.has(kind) ? kind : isChromebook(userAgent) ? 'desktop' : 'other',
    browser: inApp ? inApp[2] : ucBrowser.test(userAgent) ? 'UC Browser' : (shortNames[name] ?? name),
    browser_version: (parsed.browser.version ?? '').split('.', 1)[0] ?? '',
    os: parsed.os.name ?? '',
    os_version: systemVersion(parsed.os, userAgent),
    app: inApp ? inApp[1] : '',
  }
}

/** Reading a user agent takes about 30 µs; sites see a few thousand different ones. */
export const deviceOf = remember(readDevice, { limit: 5_000, maxCharacters: 1_000 })
