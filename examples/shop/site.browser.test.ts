import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { source as axeSource } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../test/browser.ts'

const site = new URL('./site/', import.meta.url)
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

let server: Server
let browser: Browser
let shop = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop.example').pathname.replace(/^\/demo-shop\//, '')
    readFile(new URL(path || 'index.html', site)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path) || '.html'] ?? '' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo-shop/`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

type Pushed = { event: string; ecommerce?: Record<string, unknown> & { items: Record<string, unknown>[] } }

const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const

/** A visitor, everything that the shop tells its data layer, and what went wrong on its pages. */
const visit = async (screen: keyof typeof screens) => {
  const context = await browser.newContext(screens[screen])
  const page = await context.newPage()
  const told: Pushed[] = []
  const broken: string[] = []
  await page.exposeFunction('tellTest', (text: string) => told.push(JSON.parse(text)))
  await page.addInitScript(() => {
    const layer: unknown[] = []
    layer.push = (...items: unknown[]) => {
      for (const item of items) {
        const { tellTest } = window as unknown as { tellTest: (text: string) => void }
        if ((item as { event?: string }).event) tellTest(JSON.stringify(item))
      }
      return 0
    }
    Object.assign(window, { dataLayer: layer })
  })
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 400) broken.push(`${response.status()} ${response.url()}`)
  })
  return { page, told, broken, close: () => context.close() }
}

const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth)

describe.each(['desktop', 'phone'] as const)('a visitor on a %s', (screen) => {
  it('finds, saves, buys, and is counted once at each step', async () => {
    const { page, told, broken, close } = await visit(screen)
    const names = (): string[] => told.map(({ event }) => event)

    await page.goto(`${shop}search.html?q=bat+trang`)
    expect(await page.locator('#count').textContent()).toBe('3 things fit.')
    await page.locator('.card h3 a', { hasText: 'Blue-branch teapot' }).click()
    await page.waitForURL('**/products/bat-trang-teapot.html')
    await page.locator('.heart.large').click()
    await page.locator('#quantity').fill('2')
    await page.locator('.add-to-cart').click()
    await page.locator('.toast a').click()
    await page.waitForURL('**/cart.html')
    await page.locator('[data-step="-1"]').click()
    await page.locator('#to-checkout').click()
    await page.waitForURL('**/checkout.html')
    await page.reload()
    await page.locator('input[name=name]').fill('Rūta')
    await page.locator('#shipping-form input[name=email]').fill('ruta@shop.example')
    await page.locator('input[name=address]').fill('Pilies 1')
    await page.locator('input[name=city]').fill('Vilnius')
    await page.locator('input[value=express]').check()
    await page.locator('#to-payment').click()
    await page.waitForURL('**/payment.html')
    await page.locator('input[value=bank_qr]').check()
    await page.locator('#place-order').click()
    await page.waitForURL('**/thank-you.html?order=*')
    expect((await page.locator('#total').textContent())?.replace(/\s/g, ' ')).toBe('970.000 ₫')
    const number = await page.locator('#number').textContent()
    await page.reload()
    await page.locator('h1').waitFor()

    expect(names()).toEqual([
      'view_item_list',
      'select_item',
      'view_item',
      'view_item_list',
      'add_to_wishlist',
      'add_to_cart',
      'view_cart',
      'remove_from_cart',
      'begin_checkout',
      'add_shipping_info',
      'add_payment_info',
      'purchase',
    ])
    expect(told.find(({ event }) => event === 'add_to_cart')?.ecommerce).toMatchObject({
      currency: 'VND',
      value: 1_780_000,
      items: [{ item_id: 'bat-trang-teapot', item_category: 'Pots & jugs', price: 890_000, quantity: 2 }],
    })
    expect(told.at(-1)?.ecommerce).toMatchObject({
      transaction_id: number,
      currency: 'VND',
      value: 890_000,
      shipping: 80_000,
    })
    expect(told.at(-3)?.ecommerce).toMatchObject({ shipping_tier: 'express' })
    expect(broken).toEqual([])
    await close()
  })

  it('talks to the shop: a comment, a newsletter, an offer', async () => {
    const { page, told, broken, close } = await visit(screen)
    await page.goto(`${shop}products/lotus-tea.html`)
    await page.locator('input[name=author]').fill('Nok')
    await page.locator('textarea[name=comment]').fill('<b>Lovely</b>')
    await page.locator('#comment-form button').click()
    expect(await page.locator('#comments li p').allTextContents()).toContain('<b>Lovely</b>')
    await page.locator('#letter-email').fill('nok@shop.example')
    await page.locator('#newsletter-form button').click()
    await page.locator('.thanks').waitFor()
    await page.goto(`${shop}visit.html`)
    await page.locator('#cafe-form input[name=name]').fill('Nok')
    await page.locator('input[name=reach]').fill('nok@shop.example')
    await page.locator('#cafe-form button').click()
    await page.locator('.thanks').waitFor()
    expect(told.map(({ event }) => event).filter((event) => !event.startsWith('view_'))).toEqual([
      'newsletter_signup',
      'generate_lead',
    ])
    expect(broken).toEqual([])
    await close()
  })

  it('meets no page that is too wide, or that a screen reader stumbles over', async () => {
    const { page, close } = await visit(screen)
    await page.goto(shop)
    await page.locator('.card .add').first().click()
    const pages = [
      '',
      'products/celadon-tea-bowl.html',
      'search.html?q=tea',
      'wishlist.html',
      'cart.html',
      'checkout.html',
      'guide.html',
      'visit.html',
    ]
    for (const path of pages) {
      await page.goto(shop + path)
      await page.locator('.foot').waitFor()
      expect(await widthOf(page), path).toBeLessThanOrEqual(screens[screen].viewport.width)
      await page.evaluate(axeSource)
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
        }
        return (await axe.run()).violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
      expect(violations, path).toEqual([])
    }
    await close()
  })
})
