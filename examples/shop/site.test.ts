import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { categoryNames, products } from './simulator/catalogue.ts'

const site = fileURLToPath(new URL('./site/', import.meta.url))
const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) => extname(file) !== '')
const pages = files.filter((file) => file.endsWith('.html'))
const read = (file: string): string => readFileSync(join(site, file), 'utf8')

type Sold = { id: string; category: string; price: number; name: string }
const catalogue = (await import(new URL('./site/scripts/catalogue.js', import.meta.url).href)) as {
  products: Sold[]
  categories: { id: string; name: string }[]
}

describe('the storefront', () => {
  it('sells what the simulator buys', () => {
    const short = ({ id, category, price, name }: Sold) => ({ id, category, price, name })
    expect(catalogue.products.map(short)).toEqual(products.map(short))
    expect(Object.fromEntries(catalogue.categories.map(({ id, name }) => [id, name]))).toEqual(categoryNames)
  })

  it('has a page and a picture for each product', () => {
    for (const { id, name } of products) {
      expect(read(`products/${id}.html`)).toContain(`data-item="${id}"`)
      expect(read(`products/${id}.html`)).toContain(`<title>${name} · Suối Trà</title>`)
      expect(read(`images/${id}.svg`)).toMatch(/^<svg/)
    }
  })

  it('has one place for the tag on every page, and nothing inline that a strict policy would refuse', () => {
    expect(pages.length).toBeGreaterThan(20)
    for (const page of pages) {
      const html = read(page)
      expect(html.split('<!--minnow-tag-->'), page).toHaveLength(2)
      expect(html, page).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=/)
    }
  })

  it('links to files that are there, by addresses under its own folder', () => {
    for (const page of pages) {
      for (const [, address = ''] of read(page).matchAll(/(?:src|href|action)="([^"#?]*)[^"]*"/g)) {
        if (address === '') continue
        const path = posix.join('/demo-shop', posix.dirname(page), address)
        const file = (address.startsWith('/') ? address : path).replace(/^\/demo-shop\/?/, '')
        expect(files, `${address} on ${page}`).toContain(file === '' ? 'index.html' : file)
      }
    }
  })

  it('is light enough for a slow phone', () => {
    const sizeOf = (pattern: RegExp): number =>
      files.filter((file) => pattern.test(file)).reduce((sum, file) => sum + statSync(join(site, file)).size, 0)
    expect(sizeOf(/^(scripts|styles|images)\//)).toBeLessThan(200_000)
    for (const film of files.filter((file) => file.startsWith('media/'))) {
      expect(statSync(join(site, film)).size, film).toBeLessThan(150_000)
    }
  })
})
