import { expect, it } from 'vitest'
import { tagSnippet } from './tag.ts'

const snippet = (domains: string[], recognition: 'full' | 'consent' | 'cookieless' = 'full') =>
  tagSnippet('https://stats.example', { id: 'abc', recognition, domains })

it.each([
  ['one domain', ['shop.example']],
  ['a domain and its subdomains', ['shop.example', 'pay.shop.example', 'www.shop.example:8080']],
  ['a domain and this machine', ['shop.example', 'localhost', 'localhost:3000']],
])('%s needs no links between domains', (_, domains) => {
  expect(snippet(domains)).toBe(
    '<script defer src="https://stats.example/m.js" data-site="abc" data-recognition="full"></script>',
  )
})

it('several domains are named, each once', () => {
  const domains = ['shop.example', 'shop-pay.example', 'www.shop.example', 'shop-pay.example']
  expect(snippet(domains)).toContain(' data-recognition="full" data-domains="shop.example shop-pay.example">')
  expect(snippet(domains, 'consent')).toContain(' data-domains="shop.example shop-pay.example">')
})

it('a cookieless site needs none: its server recognises the browser on all its domains', () => {
  expect(snippet(['shop.example', 'shop-pay.example'], 'cookieless')).not.toContain('data-domains')
})
