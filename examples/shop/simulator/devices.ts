import type { ChannelKey } from './channels.ts'
import type { Chance } from './random.ts'

export type Device = {
  device: 'mobile' | 'desktop' | 'tablet'
  /** As a report should name it. */
  browser: string
  os: string
  userAgent: string
}

type Kind =
  | 'ios_safari'
  | 'android_chrome'
  | 'samsung'
  | 'windows_chrome'
  | 'windows_edge'
  | 'windows_firefox'
  | 'mac_safari'
  | 'mac_chrome'
  | 'ipad_safari'

const iosVersions = [
  ['18', '18_6'],
  ['18', '18_5'],
  ['17', '17_6'],
  ['26', '26_1'],
] as const
const phones = ['SM-A556E', 'SM-S928B', 'CPH2609', '2312DRA50G', 'V2318', 'Pixel 8'] as const
const chromeMajors = ['142', '141', '140', '139'] as const

const ios = (chance: Chance): { version: string; system: string } => {
  const [version, system] = chance.one(iosVersions)
  return { version, system }
}

const iphone = (system: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`
const chromeTail = (chance: Chance, mobile = ''): string =>
  `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chance.one(chromeMajors)}.0.0.0${mobile} Safari/537.36`
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'

const browsers: Readonly<Record<Kind, Omit<Device, 'userAgent'> & { share: number; say: (chance: Chance) => string }>> =
  {
    ios_safari: {
      share: 31,
      device: 'mobile',
      browser: 'Safari',
      os: 'iOS',
      say: (chance) => {
        const { version, system } = ios(chance)
        return `${iphone(system)} Version/${version}.0 Mobile/15E148 Safari/604.1`
      },
    },
    android_chrome: {
      share: 35,
      device: 'mobile',
      browser: 'Chrome',
      os: 'Android',
      say: (chance) => `Mozilla/5.0 (Linux; Android 10; K) ${chromeTail(chance, ' Mobile')}`,
    },
    samsung: {
      share: 6,
      device: 'mobile',
      browser: 'Samsung Internet',
      os: 'Android',
      say: (chance) =>
        `Mozilla/5.0 (Linux; Android 14; ${chance.one(['SM-A556E', 'SM-S928B'])}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    },
    windows_chrome: {
      share: 17,
      device: 'desktop',
      browser: 'Chrome',
      os: 'Windows',
      say: (chance) => `${windows} ${chromeTail(chance)}`,
    },
    windows_edge: {
      share: 4,
      device: 'desktop',
      browser: 'Edge',
      os: 'Windows',
      say: (chance) => `${windows} ${chromeTail(chance)} Edg/142.0.0.0`,
    },
    windows_firefox: {
      share: 3,
      device: 'desktop',
      browser: 'Firefox',
      os: 'Windows',
      say: () => 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
    },
    mac_safari: {
      share: 2,
      device: 'desktop',
      browser: 'Safari',
      os: 'macOS',
      say: () => `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`,
    },
    mac_chrome: {
      share: 4,
      device: 'desktop',
      browser: 'Chrome',
      os: 'macOS',
      say: (chance) => `${mac} ${chromeTail(chance)}`,
    },
    ipad_safari: {
      share: 2,
      device: 'tablet',
      browser: 'Safari',
      os: 'iOS',
      say: () =>
        'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    },
  }

const shares = Object.fromEntries(Object.entries(browsers).map(([kind, { share }]) => [kind, share])) as Record<
  Kind,
  number
>
const desktopShares = {
  windows_chrome: 60,
  windows_edge: 14,
  windows_firefox: 8,
  mac_chrome: 13,
  mac_safari: 5,
} as const

/** A link tapped in an app often opens in the app's own browser. */
const inApp: Readonly<Partial<Record<ChannelKey, { browser: string; share: number; says: (ios: boolean) => string }>>> =
  {
    facebook_paid: {
      browser: 'Facebook app',
      share: 0.45,
      says: (isIos) =>
        isIos
          ? '[FBAN/FBIOS;FBAV/537.0.0.40.108;FBBV/1;FBDV/iPhone15,4;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBLC/vi_VN;FBOP/5]'
          : '[FB_IAB/FB4A;FBAV/537.0.0.46.77;]',
    },
    facebook_organic: {
      browser: 'Facebook app',
      share: 0.4,
      says: (isIos) =>
        isIos
          ? '[FBAN/FBIOS;FBAV/537.0.0.40.108;FBBV/1;FBDV/iPhone15,4;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBLC/vi_VN;FBOP/5]'
          : '[FB_IAB/FB4A;FBAV/537.0.0.46.77;]',
    },
    line: { browser: 'LINE app', share: 0.8, says: () => 'Line/15.18.0/IAB' },
    zalo: {
      browser: 'Zalo app',
      share: 0.7,
      says: (isIos) =>
        isIos
          ? 'Zalo iOS/712 ZaloTheme/light ZaloLanguage/vn'
          : 'Zalo android/25100712 ZaloTheme/light ZaloLanguage/vi',
    },
  }

const appDevice = (chance: Chance, app: { browser: string; says: (ios: boolean) => string }): Device => {
  const isIos = chance.happens(0.42)
  const { system } = ios(chance)
  const start = isIos
    ? `${iphone(system)} Mobile/15E148`
    : `Mozilla/5.0 (Linux; Android 14; ${chance.one(phones)}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/${chance.one(chromeMajors)}.0.0.0 Mobile Safari/537.36`
  return {
    device: 'mobile',
    browser: app.browser,
    os: isIos ? 'iOS' : 'Android',
    userAgent: `${start} ${app.says(isIos)}`,
  }
}

const make = (chance: Chance, kind: Kind): Device => {
  const { device, browser, os, say } = browsers[kind]
  return { device, browser, os, userAgent: say(chance) }
}

export const firstDevice = (chance: Chance, channel: ChannelKey): Device => {
  const app = inApp[channel]
  return app && chance.happens(app.share) ? appDevice(chance, app) : make(chance, chance.weighted(shares))
}

/** Who has two devices has a phone and a computer. */
export const secondDevice = (chance: Chance, first: Device): Device =>
  make(
    chance,
    first.device === 'desktop'
      ? chance.weighted({ ios_safari: 42, android_chrome: 58 })
      : chance.weighted(desktopShares),
  )
