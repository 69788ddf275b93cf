import { describe, expect, it } from 'vitest'
import { deviceOf } from './device.ts'

const ios = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('a device', () => {
  it.each([
    [`${ios} Version/18.0 Mobile/15E148 Safari/604.1`, 'mobile Safari 18 iOS 18'],
    [`${ios} Mobile/15E148 Safari Line/14.19.0`, 'mobile LINE app'],
    [`${ios} Mobile/15E148 [FBAN/FBIOS;FBAV/441.0.0.33.105;FBBV/537]`, 'mobile Facebook app'],
    [`${android} Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 Zalo android/24`, 'mobile Zalo app'],
    [`${android} Chrome/142.0.0.0 Mobile Safari/537.36`, 'mobile Chrome 142 Android 14'],
    [`${android} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`, 'mobile Samsung Internet 27 Android'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'desktop Edge 142 Windows 10+',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop Firefox 140 Linux'],
    ['', 'other'],
  ])('%s', (userAgent, expected) => {
    const { device, browser, browser_version: version, os, os_version: system } = deviceOf(userAgent)
    expect(`${device} ${browser} ${version} ${os} ${system}`).toContain(expected)
  })
})
