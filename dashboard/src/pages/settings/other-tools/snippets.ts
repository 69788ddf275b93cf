import type { Tool } from '../../../../../src/contract/other-tools.ts'

export type Place = { url: string; site: string; domain: string }
export type Snippet = { where: 'page' | 'server'; text: string }

/** Shown where a key belongs: keys are seen once, so none can be filled in. */
const key = 'mnw_…'

/** What to change in each tool's own code. */
export const snippetsOf: Record<Tool, (place: Place) => readonly Snippet[]> = {
  segment: ({ url, site }) => [
    { where: 'page', text: `AnalyticsBrowser.load({ writeKey: '${site}', cdnURL: '${url}' })` },
    { where: 'server', text: `new Analytics({ writeKey: '${key}', host: '${url}' })` },
  ],
  ga4: ({ url, site }) => [{ where: 'server', text: `${url}/mp/collect?measurement_id=${site}&api_secret=${key}` }],
  plausible: ({ url, domain }) => [
    { where: 'page', text: `Plausible({ domain: '${domain}', apiHost: '${url}' })` },
    {
      where: 'server',
      text: `curl -X POST ${url}/api/event -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\\n  -d '{"domain":"${domain}","name":"pageview","url":"https://${domain}/"}'`,
    },
  ],
  umami: ({ url, site }) => [
    {
      where: 'page',
      text: `<script defer src="…/script.js" data-website-id="${site}" data-host-url="${url}"></script>`,
    },
    { where: 'server', text: `new Umami({ websiteId: '${key}', hostUrl: '${url}' })` },
  ],
  matomo: ({ url, site }) => [
    {
      where: 'page',
      text: `_paq.push(['setTrackerUrl', '${url}/matomo.php'])\n_paq.push(['setSiteId', '${site}'])`,
    },
    { where: 'server', text: `new MatomoTracker('${site}', '${url}/matomo.php') // token_auth: '${key}'` },
  ],
  posthog: ({ url, site }) => [
    { where: 'page', text: `posthog.init('${site}', { api_host: '${url}' })` },
    { where: 'server', text: `new PostHog('${key}', { host: '${url}' })` },
  ],
}
