import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageOf, referrerOf } from './page.ts'
import { redactText } from './redact.ts'

describe('a page address', () => {
  it.each([
    ['https://Shop.example:8080/a/b?x=1#top', 'shop.example:8080', '/a/b', 'x=1'],
    ['https://shop.example/gi%C3%A0y', 'shop.example', '/giày', ''],
    ['https://shop.example/app#/cart?step=2', 'shop.example', '/app#/cart', 'step=2'],
    ['/only/a/path?x=1', '', '/only/a/path', 'x=1'],
    ['https://shop.example/?gclid=1&size=m&ttclid=2', 'shop.example', '/', 'size=m'],
  ])('%s', (url, host, path, query) => {
    expect(pageOf(url)).toMatchObject({ host, path, query })
  })

  it.each([
    ['https://shop.example/reset?token=abc123&lang=vi', 'token=[redacted]&lang=vi'],
    [
      'https://shop.example/?access_token=x&Password=y&code=z',
      'access_token=[redacted]&Password=[redacted]&code=[redacted]',
    ],
    ['https://shop.example/?email=ann@shop.example&next=/a', 'email=[redacted]&next=/a'],
    ['https://shop.example/?q=ann@shop.example', 'q=[email]'],
    ['https://shop.example/?q=ann%40shop.example', 'q=[email]'],
    ['https://user:secret@shop.example/?a=1', 'a=1'],
    ['https://shop.example/?a=1&minnow-link=secret#/cart', 'a=1'],
    ['https://shop.example/?a=1#minnow-link-secret', 'a=1'],
  ])('keeps no secret of %s', (url, query) => {
    expect(pageOf(url).query).toBe(query)
    expect(JSON.stringify(pageOf(url))).not.toMatch(/abc123|ann@|ann%40|secret/)
  })

  it('keeps no e-mail address of a path, a referrer or a title', () => {
    expect(pageOf('https://shop.example/users/ann@shop.example/orders').path).toBe('/users/[email]/orders')
    expect(referrerOf('https://mail.example/inbox/ann@shop.example?token=1').text).toBe(
      'https://mail.example/inbox/[email]?token=[redacted]',
    )
    expect(redactText('See https://pay.example/?a=1&minnow-link=x1-y#/cart')).toBe('See https://pay.example/?a=1#/cart')
    expect(redactText('https://pay.example/?minnow-link=x1-y&a=1 #minnow-link-x')).toBe('https://pay.example/?a=1 ')
    expect(redactText('Hello ann.b+shop@mail.example, 3 @ 2')).toBe('Hello [email], 3 @ 2')
  })

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true, withFragments: true })),
        (url) => {
          const page = pageOf(url)
          expect(page.host).toBe(page.host.toLowerCase())
          referrerOf(url)
        },
      ),
    )
  })
})
