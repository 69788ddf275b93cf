import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IncomingEvent } from '../../contract/collect.ts'
import { hashtagsIn, normalHashtags } from './hashtags.ts'
import { mentionEvent, mentionKey } from './mention-event.ts'
import { plainText } from './plain-text.ts'
import { readFeed } from './read-feed.ts'
import { type Mention, readLink, readMention } from './read-mention.ts'

const NOW = Date.UTC(2026, 10, 22, 5)
const read = (input: object): Mention => {
  const mention = readMention(input)
  if ('problem' in mention) throw new Error(mention.problem)
  return mention
}

test.each([
  ['Trà ngon #TràSen!', ['#tràsen']],
  ['#ชาเชียงราย อร่อย #Tea_2', ['#ชาเชียงราย', '#tea_2']],
  ['＃お茶 #Šaltibarščiai', ['#お茶', '#šaltibarščiai']],
  ['no.1 #1 place, item#2, &#39; https://x.example/#part', []],
  ['#tea #TEA #Tea', ['#tea']],
])('the hashtags of "%s"', (text, expected) => {
  expect(normalHashtags(hashtagsIn(text))).toEqual(expected)
})

test('a hashtag is the same however its letters are composed', () => {
  expect(normalHashtags(['#Trà'.normalize('NFD')])).toEqual(normalHashtags(['trà'.normalize('NFC')]))
})

test.each([
  ['<p>Trà &amp; bánh</p><script>alert(1)</script>', 'Trà & bánh'],
  ['a < b and c > d', 'a < b and c > d'],
  ['one<br/>two&nbsp;three&#33;&#x1F41F;', 'one two three!🐟'],
  ['<b>bold</b>er', 'bolder'],
])('the text of %s', (html, text) => {
  expect(plainText(html)).toBe(text)
})

test.each([
  ['https://www.google.com/url?rct=j&sa=t&url=https://news.example/a%3Fid%3D1&ct=ga', 'https://news.example/a?id=1'],
  ['https://x.com/c/1?utm_source=a&s=20&fbclid=9', 'https://x.com/c/1?s=20'],
  ['https://shop.example?igshid=1', 'https://shop.example/'],
  ['javascript:alert(1)', undefined],
  ['//no.scheme', undefined],
])('the page behind %s', (link, page) => {
  expect(readLink(link)).toBe(page)
})

describe('what others call their fields', () => {
  test('is understood', () => {
    expect(
      read({
        ...{
          permalink: 'https://www.instagram.com/p/1',
          caption: 'Ngon #tea',
          user: { username: 'ann' },
          followers: '120',
        },
        ...{ published_at: 1_795_000_000, tone: '0.7', tags: 'Tết, quà' },
      }),
    ).toEqual({
      ...{
        id: '',
        time: 1_795_000_000_000,
        network: 'instagram',
        author: 'ann',
        link: 'https://www.instagram.com/p/1',
      },
      ...{ text: 'Ngon #tea', hashtags: ['#tết', '#quà', '#tea'], campaign: '', sentiment: 'positive', reach: 120 },
    })
  })

  test('times come as seconds, milliseconds, ISO with a zone, or the date of a mail', () => {
    const times = [1_795_000_000, 1_795_000_000_000, '2026-11-18T15:06:40+07:00', 'Wed, 18 Nov 2026 08:06:40 GMT']
    expect(times.map((time) => read({ text: 'x', time }).time)).toEqual([
      ...[1_795_000_000_000, 1_795_000_000_000, Date.UTC(2026, 10, 18, 8, 6, 40), Date.UTC(2026, 10, 18, 8, 6, 40)],
    ])
    expect(read({ text: 'x' }).time).toBeUndefined()
    expect(readMention({ text: 'x', time: '2026-11-18 15:06' })).toHaveProperty('problem')
  })
})

test('whatever is sent becomes an event that can be stored, or a reason', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (input) => {
      const mention = readMention(input)
      if ('problem' in mention) expect(mention.problem).not.toBe('')
      else expect(IncomingEvent.safeParse(mentionEvent(mention, { way: 'api', now: NOW })).success).toBe(true)
    }),
  )
  const word = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.double(), fc.constant(null))
  const row = fc.record(
    { link: word, text: word, author: word, network: word, hashtags: word, campaign: word, reach: word, id: word },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(row, (input) => {
      const mention = readMention(input)
      if ('problem' in mention) return
      expect(IncomingEvent.safeParse(mentionEvent(mention, { way: 'file', now: NOW })).success).toBe(true)
      expect(mentionKey(mention)).toBe(mentionKey(read(input)))
    }),
  )
})

test('what is announced for tomorrow was written now', () => {
  const event = mentionEvent(read({ text: 'x', time: NOW + 86_400_000 }), { way: 'feed', now: NOW })
  expect(event.time).toBe(NOW)
})

const bytes = (text: string): Uint8Array => Buffer.from(text)

describe('feeds', () => {
  test('Atom, as Google Alerts sends it', async () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>Alert</title><entry>
      <id>tag:google.com,2013:googlealerts/feed:1</id><title type="html">&lt;b&gt;Suối Trà&lt;/b&gt; opens</title>
      <link href="https://www.google.com/url?rct=j&amp;url=https://vnexpress.net/tra&amp;ct=ga"/>
      <published>2026-11-20T01:00:00Z</published><updated>2026-11-21T01:00:00Z</updated>
      <content type="html">a &lt;b&gt;tea&lt;/b&gt; house</content><author><name/></author></entry></feed>`
    const [entry] = await readFeed(bytes(feed))
    expect(read(entry ?? {})).toMatchObject({
      ...{ link: 'https://vnexpress.net/tra', network: 'vnexpress.net', text: 'Suối Trà opens – a tea house' },
      time: Date.UTC(2026, 10, 20, 1),
    })
  })

  test('RDF and JSON feeds, and another charset', async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel><title>T</title></channel><item><title>One</title><link>https://x.example/1</link></item></rdf:RDF>`
    expect(await readFeed(bytes(rdf))).toMatchObject([{ link: 'https://x.example/1', text: 'One' }])
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [{ id: '7', content_text: 'Hi', tags: ['tea'] }],
    }
    expect(await readFeed(bytes(JSON.stringify(json)))).toMatchObject([{ id: '7', text: 'Hi', hashtags: ['tea'] }])
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>t</title><item><title>caf\u00e9</title></item></channel></rss>',
      'latin1',
    )
    expect(await readFeed(latin)).toMatchObject([{ text: 'café' }])
  })

  test('anything else is said to be none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(readFeed(bytes(text))).rejects.toThrow(/no RSS, Atom or JSON feed/)
      }),
      { numRuns: 50 },
    )
    await expect(readFeed(bytes('<!doctype html><html><body>Sorry</body></html>'))).rejects.toThrow(/no RSS/)
  })
})
