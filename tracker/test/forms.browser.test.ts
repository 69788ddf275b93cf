import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

describe('forms', () => {
  const form = (attributes: string, inside = '') =>
    `<form id="order" ${attributes}><input name="email" type="email"><input name="pass" type="password"><input type="hidden" name="token" value="t0ken">${inside}<button>Send</button></form>`
  const fill = async (page: Page) => {
    await page.fill('[name=email]', 'lan@example.com')
    await page.fill('[name=pass]', 'hunter2')
  }

  test('are begun once and sent, with the names of their fields and none of their values', async () => {
    site.page('/thanks', 'Thank you')
    await site.visiting(site.page('/form', form('action="/thanks?x=1"')), async (page) => {
      await expect.poll(() => site.scripts).toContain('/m/forms.js')
      await fill(page)
      const [start] = await site.seen('form_start')
      expect(start?.properties).toEqual({ form: 'order', fields: 'email,pass' })
      await page.click('#order button')
      const [submit] = await site.seen('form_submit')
      expect(submit?.properties).toEqual({ form: 'order', fields: 'email,pass', destination: '/thanks' })
      await site.seen('page_view', 2)
      const sent = JSON.stringify(site.events('form_start')) + JSON.stringify(site.events('form_submit'))
      expect(sent).not.toMatch(/lan@|hunter2|t0ken/)
    })
  })

  test('fail when nothing follows, when the request fails, when fields are refused; not when the page answers', async () => {
    const quiet = (id: string, act: string) =>
      `<form id="${id}" onsubmit="event.preventDefault();${act}"><input name="a" value="1"><button>Go</button></form>`
    const body =
      quiet('dead', '') + quiet('down', "fetch('/down')") + quiet('wrong', "this.a.setAttribute('aria-invalid', true)")
    site.pages.set('/down', { status: 500 })
    const answered = [
      quiet('said', "document.querySelector('p').textContent = 'Thank you'"),
      quiet('gone', 'this.hidden = true'),
      quiet('emptied', 'this.reset()'),
    ]
    const visitor = await site.visitor()
    const ids = ['dead', 'down', 'wrong', 'said', 'gone', 'emptied']
    const url = site.page('/quiet', `<p>Hello</p>${body}${answered.join('')}`)
    await Promise.all(
      ids.map(async (id) => {
        const page = await visitor.newPage()
        await page.goto(url)
        await page.waitForFunction(() => document.querySelector('script[src*=forms]'))
        await page.waitForTimeout(500)
        await page.click(`#${id} button`)
      }),
    )
    const failed = await site.seen('form_failed', 3)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(Object.fromEntries(failed.map(({ properties }) => [properties.form, properties.reason]))).toEqual({
      dead: 'no answer',
      down: 'request failed',
      wrong: 'refused',
    })
    expect(site.events('form_failed')).toHaveLength(3)
    await visitor.close()
  })

  test('a comment is a comment, a search form is counted by its result, an ignored form not at all', async () => {
    const body = `
      <form class="comment-form" action="/wp-comments-post.php" onsubmit="event.preventDefault()"><textarea name="comment"></textarea><button id="say">Say</button></form>
      <form role="search" onsubmit="event.preventDefault()"><input name="find"><button id="find">Find</button></form>
      <form data-minnow-ignore onsubmit="event.preventDefault()"><input name="n"><button id="hush">Hush</button></form>
      <form data-minnow-event="newsletter_signup" id="news" onsubmit="event.preventDefault()"><input name="mail"><button id="join">Join</button></form>`
    await site.visiting(site.page('/talk', body), async (page) => {
      await page.waitForFunction(() => document.querySelector('script[src*=forms]'))
      await page.waitForTimeout(500)
      for (const selector of ['#say', '#find', '#hush', '#join']) await page.click(selector)
      expect((await site.seen('comment'))[0]?.properties).toEqual({ form: 'form.comment-form' })
      await site.seen('newsletter_signup')
      expect((await site.seen('form_submit')).map(({ properties }) => properties.form)).toEqual(['news'])
    })
  })
})
