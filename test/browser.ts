import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where distributions and vendors put it; `npm test` installs one when none is there (tools/setup.mjs). */
const places = [
  process.env.MINNOW_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A headless Chromium of this machine, or the one that Playwright installed. Throws with what to do when there is none. */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> => {
  const found = [...places, chromium.executablePath()].find((place) => place && existsSync(place))
  if (!found) throw new Error('No Chromium found. Run `npm test`, which installs one, or set MINNOW_TEST_CHROMIUM.')
  return chromium.launch({
    executablePath: found,
    args: [
      '--no-sandbox', // containers run tests as root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}
