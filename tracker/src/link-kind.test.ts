import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkKindOf } from './link-kind.ts'

const kindOf = (href: string) => {
  const host = /^https?:\/\/([^/?#]+)/.exec(href)?.[1] || ''
  const [name, properties] = linkKindOf(href, host === 'shop.example' ? '' : host, false)
  return properties?.method ? `${name} ${properties.method}` : name
}

describe('a link is named by what it is for', () => {
  test.each([
    ['tel:+84901234567', 'contact phone'],
    ['sms:+84901234567', 'contact phone'],
    ['mailto:shop@shop.example?subject=Hi', 'contact mail'],
    ['https://m.me/shop', 'contact messenger'],
    ['https://www.messenger.com/t/shop', 'contact messenger'],
    ['https://www.facebook.com/messages/t/shop', 'contact messenger'],
    ['https://www.facebook.com/shop', 'contact facebook'],
    ['https://vi-vn.facebook.com/shop?ref=x', 'contact facebook'],
    ['https://www.facebook.com/share/1AbC/?mibextid=x', 'contact facebook'],
    ['https://fb.com/shop', 'contact facebook'],
    ['https://line.me/R/ti/p/@shop', 'contact line'],
    ['https://page.line.me/shop', 'contact line'],
    ['https://lin.ee/abc', 'contact line'],
    ['line://ti/p/@shop', 'contact line'],
    ['https://zalo.me/0901234567', 'contact zalo'],
    ['https://oa.zalo.me/shop', 'contact zalo'],
    ['zalo://conversation?phone=1', 'contact zalo'],
    ['https://wa.me/84901234567?text=Xin+ch%C3%A0o', 'contact whatsapp'],
    ['https://api.whatsapp.com/send?phone=849&text=x', 'contact whatsapp'],
    ['https://www.google.com/maps/place/Shop', 'contact map'],
    ['https://maps.google.com.vn/?q=shop', 'contact map'],
    ['https://maps.app.goo.gl/abc', 'contact map'],
    ['https://goo.gl/maps/abc', 'contact map'],
    ['https://maps.apple.com/?q=shop', 'contact map'],
    ['geo:10.77,106.69', 'contact map'],
    ['https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fshop.example', 'share facebook'],
    ['https://www.facebook.com/dialog/share?app_id=1&href=x', 'share facebook'],
    ['https://social-plugins.line.me/lineit/share?url=x', 'share line'],
    ['https://line.me/R/share?text=x', 'share line'],
    ['https://line.me/R/msg/text/?x', 'share line'],
    ['https://wa.me/?text=x', 'share whatsapp'],
    ['https://api.whatsapp.com/send?text=x', 'share whatsapp'],
    ['https://x.com/intent/post?text=x', 'share x.com'],
    ['https://twitter.com/share?url=x', 'share twitter.com'],
    ['https://www.linkedin.com/sharing/share-offsite/?url=x', 'share www.linkedin.com'],
    ['https://pinterest.com/pin/create/button/?url=x', 'share pinterest.com'],
    ['https://t.me/share/url?url=x', 'share t.me'],
    ['mailto:?subject=Look&body=x', 'share mail'],
    ['https://shop.example/share?url=x', 'click'],
    ['https://online.me/x', 'click'],
    ['https://notfacebook.com/x', 'click'],
    ['https://facebook.com.evil.example/', 'click'],
    ['https://shop.example/facebook.com', 'click'],
    ['https://www.google.com/search?q=maps', 'click'],
    ['https://t.me/shop', 'click'],
    ['', 'click'],
  ])('%s is %s', (href, kind) => {
    expect(kindOf(href)).toBe(kind)
  })

  test('files by their extension, or because the page says so', () => {
    expect(linkKindOf('https://shop.example/a/B%C3%A1o.PDF?v=2#p', '', false)).toEqual([
      'file_download',
      { file_name: 'B%C3%A1o.PDF', file_extension: 'pdf' },
    ])
    expect(linkKindOf('https://shop.example/book.epub', '', false)[0]).toBe('file_download')
    expect(linkKindOf('https://shop.example/export', '', true)).toEqual(['file_download'])
    expect(linkKindOf('https://shop.example/pdf', '', false)).toEqual(['click'])
    expect(linkKindOf('https://shop.example/read.pdf/online', '', false)).toEqual(['click'])
  })

  test('whatever the address is, there is one answer, quickly', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ maxLength: 1000 })), fc.boolean(), (href, isDownload) => {
        expect(['click', 'contact', 'share', 'file_download']).toContain(linkKindOf(href, '', isDownload)[0])
      }),
    )
    const began = performance.now()
    linkKindOf(`https://${'a.'.repeat(500)}b`, 'x', false)
    linkKindOf(`https://x.example/${'share'.repeat(200)}`, 'x', false)
    expect(performance.now() - began).toBeLessThan(50)
  })
})
