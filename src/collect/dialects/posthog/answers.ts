import type { DialectAnswer, DialectRequest } from '../dialect.ts'
import { decodeText } from '../values.ts'

/**
 * Nothing is switched on that would need PostHog itself: recordings, experiments, flags. Surveys are not named at all: a
 * `false` makes its client fetch the script of surveys all the same.
 */
const configOf = (token: string) => ({
  token,
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: { network_timing: false, web_vitals: false },
  autocapture_opt_out: false,
  autocaptureExceptions: false,
  analytics: { endpoint: '/i/v0/e/' },
  elementsChainAsString: false,
  errorTracking: { autocaptureExceptions: false },
  sessionRecording: false,
  heatmaps: false,
  conversations: false,
  productTours: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
})

const noFlags = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  quotaLimited: [],
}

const tokenOf = (path: string): string => decodeText(path.split('/')[2] ?? '').slice(0, 200)

/** `</script>` in a token cannot end anything: the answer is a script file, and `<` is written as JSON allows. */
const script = (token: string): string => {
  const [name, config] = [JSON.stringify(token), JSON.stringify(configOf(token))].map((text) =>
    text.replaceAll('<', '\\u003c'),
  )
  return `(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})[${name}]={config:${config},siteApps:[]}`
}

const json = (body: unknown): DialectAnswer => ({ status: 200, body })

/** What PostHog's clients ask for besides sending events; undefined for a path that is for events. */
export const answerOf = ({ path, newId }: DialectRequest): DialectAnswer | undefined => {
  if (/^\/array\/[^/]+\/config\.js$/.test(path)) {
    const headers = { 'content-type': 'text/javascript; charset=utf-8' }
    return { status: 200, headers, body: script(tokenOf(path)) }
  }
  if (/^\/array\/[^/]+\/config$/.test(path)) return json(configOf(tokenOf(path)))
  switch (path) {
    case '/flags':
      return json({ ...noFlags, requestId: newId() })
    case '/decide':
      return json({
        ...configOf(''),
        ...noFlags,
        config: { enable_collect_everything: true },
        isAuthenticated: false,
        toolbarParams: {},
      })
    case '/api/surveys':
      return json({ surveys: [] })
    case '/api/early_access_features':
      return json({ earlyAccessFeatures: [] })
    case '/api/web_experiments':
      return json({ experiments: [] })
    case '/api/feature_flag/local_evaluation':
      return json({ flags: [], group_type_mapping: {}, cohorts: {} })
    // Recordings, logs and measurements of the client: taken, and thrown away.
    case '/s':
    case '/i/v1/logs':
    case '/i/v1/metrics':
      return json({ status: 1 })
    default:
      return undefined
  }
}
