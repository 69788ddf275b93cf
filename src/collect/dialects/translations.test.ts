import { describe, expect, test } from 'vitest'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { Tool } from '../../contract/other-tools.ts'
import { type DialectRequest, isTranslation } from './dialect.ts'
import { dialects } from './dialects.ts'

type Asked = { path: string; body?: unknown; query?: string; headers?: Record<string, string> }

/** The events that a request becomes. */
const eventsOf = (tool: Tool, { path, body, query = '', headers = {} }: Asked): Partial<IncomingEvent>[] => {
  const request: DialectRequest = {
    ...{ method: 'POST', path, headers, query: new URLSearchParams(query), receivedAt: Date.UTC(2026, 10, 22) },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {})),
    ...{ baseUrl: 'https://stats.shop.example', newId: () => '00000000-0000-4000-a000-000000000000' },
  }
  const made = dialects.find((dialect) => dialect.tool === tool)?.translate(request)
  return made && isTranslation(made) ? made.parcels.flatMap(({ events }) => events) : []
}

describe('Segment', () => {
  const track = (more: object) =>
    eventsOf('segment', { path: '/v1/track', body: { writeKey: 'k', event: 'x', ...more } })

  test('the account is the visitor where there is no anonymous id; the batch shares its context', () => {
    expect(track({ userId: 'u1' })[0]).toMatchObject({ visitor: 'u1', user: { id: 'u1' } })
    const batch = [{ type: 'track', event: 'x', anonymousId: 'a' }]
    const body = { writeKey: 'k', context: { ip: '203.0.113.9' }, batch }
    expect(eventsOf('segment', { path: '/v1/batch', body })[0]).toMatchObject({ ip: '203.0.113.9', visitor: 'a' })
  })

  test('a campaign that the address does not show is put into it, one that it shows is not', () => {
    const context = { campaign: { name: 'tet', source: 'zalo', medium: 'social' } }
    const at = (url: string) => track({ anonymousId: 'a', context: { ...context, page: { url } } })[0]?.url
    expect(at('https://shop.example/')).toBe('https://shop.example/?utm_campaign=tet&utm_source=zalo&utm_medium=social')
    expect(at('https://shop.example/?utm_source=line')).toBe('https://shop.example/?utm_source=line')
  })

  test('consent that it or RudderStack tells is kept where the category says what it is for', () => {
    const categoryPreferences = { Advertising: false, Analytics: true, C0003: true, Club: true, Marketing: true }
    expect(track({ userId: 'u', context: { consent: { categoryPreferences } } })[0]?.consent).toEqual({
      ...{ ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' },
      ...{ analytics_storage: 'granted', functionality_storage: 'granted' },
    })
    const consentManagement = { provider: 'oneTrust', allowedConsentIds: ['C0002'], deniedConsentIds: ['C0004'] }
    expect(track({ userId: 'u', context: { consentManagement } })[0]?.consent).toEqual({
      ...{ analytics_storage: 'granted', ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' },
    })
    expect(
      track({ userId: 'u', context: { consent: { categoryPreferences: { Club: true } } } })[0]?.consent,
    ).toBeUndefined()
  })

  test('alias, group and screen; names and addresses are left out', () => {
    const traits = { name: 'Ann', email: 'ann@shop.example', plan: 'gold' }
    const said = (path: string, body: object) => eventsOf('segment', { path, body: { writeKey: 'k', ...body } })[0]
    expect(said('/v1/alias', { previousId: 'a', userId: 'u' })).toMatchObject({
      name: 'identify',
      visitor: 'a',
      user: { id: 'u' },
    })
    expect(said('/v1/group', { groupId: 'g', userId: 'u', traits })?.properties).toEqual({
      group_id: 'g',
      plan: 'gold',
    })
    expect(said('/v1/screen', { name: 'Cart', userId: 'u' })).toMatchObject({
      name: 'screen_view',
      properties: { screen_name: 'Cart' },
    })
    expect(said('/v1/i', { userId: 'u', traits })).toMatchObject({
      user: { email: 'ann@shop.example' },
      properties: { plan: 'gold' },
    })
  })
})

describe('Plausible', () => {
  const send = (body: object) => eventsOf('plausible', { path: '/api/event', body: { d: 'shop.example', ...body } })[0]

  test('short and long names, props as text, money', () => {
    const u = 'https://shop.example/'
    expect(send({ n: 'pageview', u, r: 'https://google.com/' })).toMatchObject({
      name: 'page_view',
      url: u,
      referrer: 'https://google.com/',
    })
    expect(send({ n: 'Signup', u, p: '{"plan":"gold"}' })?.properties).toEqual({ plan: 'gold' })
    expect(send({ name: 'Buy', url: u, revenue: { amount: '12.5', currency: 'eur' } })).toMatchObject({
      value: 12.5,
      currency: 'EUR',
    })
    expect(send({ n: 'Buy', u, $: { amount: 'free', currency: 'EUR' } })?.value).toBeUndefined()
  })

  test('of more than 30 props, 30; its own events in our words', () => {
    const u = 'https://shop.example/'
    const props = Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`p${number}`, 'x']))
    expect(Object.keys(send({ n: 'x', u, props })?.properties ?? {})).toHaveLength(30)
    expect(send({ n: '404', u, props: { path: '/gone' } })).toMatchObject({
      name: 'page_missing',
      properties: { path: '/gone' },
    })
    expect(send({ n: 'engagement', u, e: 12_400, sd: 80 })?.properties).toMatchObject({
      engaged_seconds: 12,
      scroll_percent: 80,
    })
  })
})

describe('Matomo', () => {
  const hit = (query: string) =>
    eventsOf('matomo', { path: '/matomo.php', body: '', query: `idsite=1&rec=1&_id=abc&${query}` })
  const page = 'url=https://shop.example/tea'

  test.each([
    ['action_name=Tea', 'page_view'],
    ['link=https://elsewhere.example/', 'click'],
    ['idgoal=3&revenue=5', 'goal 3'],
    ['c_n=Banner', 'content_impression'],
    ['c_n=Banner&c_i=click', 'content_interaction'],
    ['ma_id=v1&ma_re=tea.mp4&ma_le=100&ma_ps=0', 'video_start'],
    ['ma_id=v1&ma_re=tea.mp4&ma_le=100&ma_ps=50', 'video_progress'],
    ['ma_id=v1&ma_re=tea.mp4&ma_le=100&ma_ps=99', 'video_complete'],
    ['idgoal=0&ec_items=[]', 'remove_from_cart'],
  ])('%s is %s', (query, name) => {
    expect(hit(`${page}&${query}`).map((event) => event.name)).toEqual([name])
  })

  test('its campaign parameters are the usual ones, its variables and dimensions properties', () => {
    const url = encodeURIComponent('https://shop.example/?mtm_campaign=tet&pk_kwd=tea&x=1')
    const cvar = encodeURIComponent('{"1":["plan","gold"]}')
    expect(hit(`url=${url}&_cvar=${cvar}&dimension2=member`)[0]).toMatchObject({
      ...{
        url: 'https://shop.example/?utm_campaign=tet&utm_term=tea&x=1',
        properties: { plan: 'gold', dimension2: 'member' },
      },
    })
  })
})

describe('PostHog', () => {
  const send = (event: string, properties: object, more: object = {}) =>
    eventsOf('posthog', {
      path: '/e',
      body: { api_key: 'k', event, properties: { $lib: 'web', ...properties }, ...more },
    })

  test('who it is: the device until somebody is identified, and both together then', () => {
    const device = { $device_id: 'd1', distinct_id: 'd1' }
    expect(send('$pageview', device)[0]).toMatchObject({ visitor: 'd1' })
    expect(send('$pageview', device)[0]?.user).toBeUndefined()
    const identified = { $anon_distinct_id: 'd1', distinct_id: 'u1', $set: { email: 'ann@shop.example' } }
    expect(send('$identify', identified)[0]).toMatchObject({
      visitor: 'd1',
      user: { id: 'u1', email: 'ann@shop.example' },
    })
    const later = { $device_id: 'd1', $user_id: 'u1', distinct_id: 'u1' }
    expect(send('x', later)[0]).toMatchObject({ visitor: 'd1', user: { id: 'u1' } })
    expect(send('x', { $cookieless_mode: true, distinct_id: '$posthog_cookieless' })[0]?.visitor).toBeUndefined()
  })

  test('clicks, leaving and Web Vitals in our words; recordings and flags are nothing', () => {
    const elements = [{ $el_text: 'Call' }, { attr__href: 'tel:+84' }]
    expect(send('$autocapture', { $event_type: 'click', $elements: elements })[0]).toMatchObject({
      ...{ name: 'click', properties: { text: 'Call', href: 'tel:+84' } },
    })
    const chain = 'a:attr__href="/tea"nth-child="1";div:nth-child="2"'
    expect(send('$autocapture', { $event_type: 'click', $elements_chain: chain })[0]?.properties).toMatchObject({
      href: '/tea',
    })
    const left = { $prev_pageview_duration: 12.4, $prev_pageview_max_content_percentage: 0.75 }
    expect(send('$pageleave', left)[0]?.properties).toMatchObject({ engaged_seconds: 12, scroll_percent: 75 })
    const vitals = send('$web_vitals', { $web_vitals_LCP_value: 2_000, $web_vitals_CLS_value: 0.2 }, { uuid: 'v' })
    expect(vitals.map(({ id, properties }) => [id, properties?.metric, properties?.rating])).toEqual([
      ['v', 'LCP', 'good'],
      ['v 1', 'CLS', 'needs-improvement'],
    ])
    for (const name of ['$snapshot', '$feature_flag_called', '$$heatmap']) expect(send(name, {})).toEqual([])
  })
})
