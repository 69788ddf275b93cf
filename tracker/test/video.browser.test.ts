import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

/** Two seconds of silence, which every browser can play. */
const silence = (): Buffer => {
  const rate = 8_000
  const samples = Buffer.alloc(rate * 2, 128)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}

/** A stand-in for a player: it answers in the messages that the service's player sends. */
const youTube = `<script>
  addEventListener('message', ({ data, source }) => {
    const { event } = JSON.parse(data)
    if (event !== 'listening' || !location.search.includes('enablejsapi=1') || window.asked) return
    window.asked = true
    const say = (info) => parent.postMessage(JSON.stringify({ event: 'infoDelivery', info }), '*')
    say({ playerState: -1, currentTime: 0, duration: 100, videoData: { title: 'Cách buộc dây giày' } })
    say({ playerState: 1 })
    for (const currentTime of [1, 12, 30, 55, 80, 95]) say({ currentTime })
    say({ playerState: 0 })
  })</script>`

const vimeo = `<script>
  const say = (message) => parent.postMessage(JSON.stringify(message), '*')
  const wanted = new Set()
  addEventListener('message', ({ data }) => {
    const { method, value } = JSON.parse(data)
    if (method === 'addEventListener') wanted.add(value)
    if (wanted.size < 3 || window.played) return
    window.played = true
    say({ event: 'play', data: { percent: 0 } })
    say({ event: 'timeupdate', data: { percent: 0.6, seconds: 6 } })
    say({ event: 'ended', data: { percent: 1 } })
  })
  setTimeout(() => say({ event: 'ready' }), 200)</script>`

const told = async (): Promise<unknown[]> => {
  await site.seen('video_complete')
  return site
    .events()
    .filter(({ name }) => name.startsWith('video'))
    .map(({ name, properties }) => [name, properties.video_percent_before, properties.video_percent])
}

const visiting = async (body: string, act: (page: Page) => Promise<void>): Promise<void> => {
  const visitor = await site.visitor()
  await visitor.route('https://www.youtube.com/**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: youTube }),
  )
  await visitor.route('https://player.vimeo.com/**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: vimeo }),
  )
  const page = await visitor.newPage()
  site.pages.set('/clip.wav', { status: 200, headers: { 'content-type': 'audio/wav' }, body: silence() })
  await page.goto(site.page('/watch', body))
  await act(page)
  await visitor.close()
}

test('a video of the page is begun, watched to its shares and to the end, each said once', async () => {
  await visiting(
    '<video id="v" src="/clip.wav" title="Shoes" controls></video><button onclick="v.play()">Play</button>',
    async (page) => {
      await expect.poll(() => site.scripts).toContain('/m/video.js')
      await page.click('button')
      const steps = (await told()) as [string, number, number][]
      expect(steps[0]).toEqual(['video_start', 0, 0])
      expect(steps.at(-1)?.[0]).toBe('video_complete')
      // Each says where the one before it ended, so that any share is passed exactly once.
      for (const [index, [, before]] of steps.entries()) expect(before).toBe(steps[index - 1]?.[2] ?? 0)
      expect(site.events('video_start')[0]?.properties).toMatchObject({ video: 'Shoes', provider: 'html5' })
    },
  )
})

test('moving wallpaper is not watched by anybody', async () => {
  await visiting('<video src="/clip.wav" autoplay muted loop></video>', async (page) => {
    await expect.poll(() => site.scripts).toContain('/m/video.js')
    await page.waitForTimeout(1_500)
    expect(site.events('video_start')).toEqual([])
  })
})

test('YouTube, also embedded without its interface', async () => {
  await visiting('<iframe src="https://www.youtube.com/embed/abc123"></iframe>', async () => {
    expect(await told()).toEqual([
      ['video_start', 0, 0],
      ['video_progress', 0, 10],
      ['video_progress', 10, 25],
      ['video_progress', 25, 50],
      ['video_progress', 50, 75],
      ['video_progress', 75, 90],
      ['video_complete', 90, 100],
    ])
    expect(site.events('video_start')[0]?.properties).toMatchObject({
      video: 'Cách buộc dây giày',
      provider: 'youtube',
    })
  })
})

test('Vimeo', async () => {
  await visiting('<iframe title="Talk" src="https://player.vimeo.com/video/7"></iframe>', async () => {
    expect(await told()).toEqual([
      ['video_start', 0, 0],
      ['video_progress', 0, 50],
      ['video_complete', 50, 100],
    ])
    expect(site.events('video_start')[0]?.properties).toMatchObject({ video: 'Talk', provider: 'vimeo' })
  })
})
