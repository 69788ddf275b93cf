import posthog from 'posthog-js'
import { site, url } from './minnow.mjs'

// Its own filter takes a driven browser for a robot.
posthog.init(site, { api_host: url, person_profiles: 'always', opt_out_useragent_filter: true })
posthog.capture('question asked', { topic: 'delivery' })
posthog.identify('u2', { email: 'ben@shop.example' })
