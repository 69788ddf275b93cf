import { describe, expect, it } from 'vitest'
import { browserKind } from './browser-kind.ts'
import { openDataCentres } from './data-centres.ts'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('what a browser says of itself', () => {
  it.each([
    ['Googlebot/2.1', 'bot'],
    ['curl/8.5', 'bot'],
    ['python-requests/2.31', 'bot'],
    ['', 'bot'],
    ['Mozilla/5.0 (compatible; bingbot/2.0)', 'bot'],
    [`${chrome} (compatible; GPTBot/1.2; +https://openai.com/gptbot)`, 'ai_crawler'],
    [`${chrome} (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)`, 'ai_crawler'],
    ['Mozilla/5.0 (compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)', 'ai_crawler'],
    [`${chrome} HeadlessChrome/142.0.0.0 Safari/537.36`, 'headless'],
    [
      'Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1',
      'headless',
    ],
    ['Mozilla/5.0 (compatible; BarracudaCentral/1.0)', 'mail_scanner'],
    [`${chrome} Chrome/142.0.0.0 Safari/537.36`, ''],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      '',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; CUBOT_X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      '',
    ],
  ])('%s → %s', (userAgent, expected) => {
    expect(browserKind(userAgent)).toBe(expected)
  })
})

describe('an address', () => {
  const networks = openDataCentres()
  it.each([
    ['3.5.140.10', 'hosting'],
    ['::ffff:3.5.140.10', 'hosting'],
    ['167.99.1.1', 'hosting'],
    ['2a01:4f8::1', 'hosting'],
    ['67.231.152.1', 'mail_filter'],
    ['203.113.131.1', undefined],
    ['2001:ee0::1', undefined],
    ['104.28.1.1', undefined],
    ['10.0.0.1', undefined],
    ['0.0.0.0', undefined],
    ['255.255.255.255', undefined],
    ['unknown', undefined],
  ])('%s: %s', (ip, expected) => {
    expect(networks.kindOf(ip)).toBe(expected)
  })
})
