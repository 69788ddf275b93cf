import { AnalyticsBrowser } from '@segment/analytics-next'
import { site, url } from './minnow.mjs'

const analytics = AnalyticsBrowser.load({ writeKey: site, cdnURL: url })
analytics.page()
analytics.track('Product Added', { product_id: 'tea', name: 'Green tea', price: 14.5, quantity: 2 })
analytics.identify('u1', { email: 'ann@shop.example' })
analytics.group('g1')
