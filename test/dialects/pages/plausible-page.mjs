import Plausible from 'plausible-tracker'
import { url } from './minnow.mjs'

const plausible = Plausible({ domain: 'shop.example', apiHost: url, trackLocalhost: true })
plausible.trackPageview({ url: 'https://shop.example/tea?utm_source=zalo' })
plausible.trackEvent('newsletter_signup', { props: { form: 'footer' } })
plausible.trackEvent('Outbound Link: Click', { props: { url: 'https://elsewhere.example/' } })
