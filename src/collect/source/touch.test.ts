import { describe, expect, it } from 'vitest'
import { noPage, pageOf, referrerOf } from '../steps/page.ts'
import { touchOf } from './touch.ts'

const arrive = (url: string, { referrer = '', app = '', isInternal = false } = {}) => {
  const page = url === '' ? noPage : pageOf(url)
  const { channel, source, medium } = touchOf({ page, referrerHost: referrerOf(referrer).host, isInternal, app })
  return `${channel}: ${source} / ${medium}`
}
const landing = 'https://shop.example/shoes'

describe('where a session comes from', () => {
  it.each([
    ['https://www.google.com/', 'Organic Search: google / organic'],
    ['https://www.google.co.th/', 'Organic Search: google / organic'],
    ['https://docs.google.com/', 'Referral: docs.google.com / referral'],
    ['https://mail.google.com/', 'Email: gmail / email'],
    ['https://gemini.google.com/app', 'AI Assistant: gemini / ai-assistant'],
    ['https://chatgpt.com/', 'AI Assistant: chatgpt / ai-assistant'],
    ['https://google.com.evil.example/', 'Referral: google.com.evil.example / referral'],
    ['https://coccoc.com/search', 'Organic Search: coccoc / organic'],
    ['https://l.facebook.com/l.php', 'Organic Social: facebook / referral'],
    ['android-app://com.google.android.googlequicksearchbox/', 'Organic Search: google / organic'],
    ['android-app://com.facebook.orca/', 'Messenger: messenger / referral'],
    ['https://chat.zalo.me/', 'Zalo: zalo / referral'],
    ['https://liff.line.me/x', 'LINE: line / referral'],
    ['https://www.youtube.com/', 'Organic Video: youtube / referral'],
    ['https://shopee.vn/', 'Organic Shopping: shopee / referral'],
    ['https://www.blog.example/post', 'Referral: blog.example / referral'],
    ['', 'Direct: (direct) / (none)'],
    ['not an address', 'Direct: (direct) / (none)'],
  ])('referrer %s → %s', (referrer, expected) => {
    expect(arrive(landing, { referrer })).toBe(expected)
  })

  it.each([
    ['gclid=1', '', 'Paid Search: google / cpc'],
    ['wbraid=1', '', 'Paid Search: google / cpc'],
    ['msclkid=1', 'https://www.bing.com/', 'Paid Search: bing / cpc'],
    ['ttclid=1', '', 'Paid Social: tiktok / cpc'],
    ['ldtag_cl=1', '', 'Paid Social: line / cpc'],
    ['li_fat_id=1', '', 'Paid Social: linkedin / cpc'],
    ['fbclid=1', 'https://l.facebook.com/', 'Organic Social: facebook / referral'],
    ['fbclid=1&utm_source=ig&utm_medium=paid_social', '', 'Paid Social: ig / paid_social'],
    ['utm_source=google&utm_medium=organic&gclid=1', '', 'Paid Search: google / cpc'],
    ['utm_source=News&utm_medium=Email', 'https://www.google.com/', 'Email: news / email'],
    ['utm_source=partner', '', 'Unassigned: partner / (not set)'],
    ['utm_source=chatgpt.com', 'https://chatgpt.com/', 'AI Assistant: chatgpt.com / (not set)'],
  ])('?%s → %s', (query, referrer, expected) => {
    expect(arrive(`${landing}?${query}`, { referrer })).toBe(expected)
  })

  it('does not take the own site, a payment page or a sign-in page for a source', () => {
    expect(arrive(landing, { referrer: 'https://shop.example/', isInternal: true })).toBe('Direct: (direct) / (none)')
    expect(arrive(landing, { referrer: 'https://sandbox.vnpayment.vn/pay' })).toBe('Direct: (direct) / (none)')
    expect(arrive(landing, { referrer: 'https://www.paypal.com/' })).toBe('Direct: (direct) / (none)')
    expect(arrive(landing, { referrer: 'https://accounts.google.com/' })).toBe('Direct: (direct) / (none)')
  })

  it('knows an app by its built-in browser when there is no referrer', () => {
    expect(arrive(landing, { app: 'line' })).toBe('LINE: line / referral')
    expect(arrive(landing, { app: 'facebook' })).toBe('Organic Social: facebook / referral')
    expect(arrive(`${landing}?utm_source=oa&utm_medium=sms`, { app: 'zalo' })).toBe('SMS: oa / sms')
  })

  it('keeps the click id, the campaign and the landing page', () => {
    const page = pageOf(`${landing}?utm_campaign=T%E1%BA%BFt+2026&utm_term=gi%C3%A0y&utm_content=a&gclid=Cj0&fbclid=f`)
    expect(touchOf({ page, referrerHost: '', isInternal: false, app: '' })).toMatchObject({
      campaign: 'Tết 2026',
      term: 'giày',
      content: 'a',
      click_id_kind: 'gclid',
      click_id: 'Cj0',
      landing_page: '/shoes',
    })
  })
})
