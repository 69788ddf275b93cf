import type { Dialect, DialectRequest, Notes, Parcel } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { decodeText, type Fields, fieldsOf, isFields, lookUp, parseJson, textOf, timeOf } from '../values.ts'
import { eventOf } from './message.ts'

/** The limits that Segment documents. */
const CALL_BYTES = 32_768
const BATCH_BYTES = 512_000

/** The long names, and the short ones that analytics.js uses. */
const kinds: Record<string, string> = {
  ...{ track: 'track', identify: 'identify', page: 'page', screen: 'screen', group: 'group', alias: 'alias' },
  ...{ t: 'track', i: 'identify', p: 'page', s: 'screen', g: 'group', a: 'alias' },
  ...{ batch: 'batch', b: 'batch', import: 'batch' },
}

const basicUser = (header: string | undefined): string | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(header ?? '')?.[1]
  return encoded === undefined ? undefined : textOf(Buffer.from(encoded, 'base64').toString('utf8').split(':')[0])
}

const done = { status: 200, body: { success: true } }

const endpointOf = (baseUrl: string) => {
  const { host, protocol } = new URL(baseUrl)
  return { apiHost: `${host}/v1`, protocol: protocol.slice(0, -1) }
}

/** What analytics.js asks for first: where to send, and that no other integration is to be loaded. */
const settingsOf = ({ path, baseUrl }: DialectRequest) => {
  const apiKey = decodeText(path.split('/')[3] ?? '')
  const integration = {
    apiKey,
    unbundledIntegrations: [],
    addBundledMetadata: true,
    versionSettings: { version: '4.4.7' },
  }
  return {
    status: 200,
    headers: { 'cache-control': 'public, max-age=300' },
    body: {
      integrations: { 'Segment.io': { ...integration, ...endpointOf(baseUrl) } },
      plan: { track: {}, identify: {}, group: {} },
      edgeFunction: {},
      analyticsNextEnabled: true,
      middlewareSettings: {},
      enabledMiddleware: {},
      metrics: { sampleRate: 0 },
      legacyVideoPluginsEnabled: false,
      remotePlugins: [],
    },
  }
}

const readCalls = (path: string, body: Fields): { messages: unknown[]; shared: Fields } => {
  const kind = lookUp(kinds, path.split('/')[2] ?? '') ?? ''
  if (kind !== 'batch') return { messages: [{ ...body, type: kind }], shared: {} }
  if (!Array.isArray(body.batch)) throw new Unreadable('A batch is {"batch": [{"type": "track", …}], "writeKey": "…"}.')
  return { messages: body.batch, shared: body }
}

export const segment: Dialect = {
  tool: 'segment',
  bodyBytes: BATCH_BYTES,
  routes: [
    ...['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch', 'import'].map((name) => ({
      method: 'POST' as const,
      path: `/v1/${name}`,
      what: `Segment: ${name}`,
    })),
    ...['t', 'i', 'p', 's', 'g', 'a', 'b', 'm'].map((name) => ({
      method: 'POST' as const,
      path: `/v1/${name}`,
      what: `Segment: ${kinds[name] ?? 'its own measurements, not kept'}, as analytics.js sends it`,
    })),
    { method: 'GET', path: '/v1/projects/:key/settings', what: 'Segment: what analytics.js asks for first' },
  ],
  translate(request) {
    if (request.method === 'GET') return settingsOf(request)
    if (request.path === '/v1/m') return done
    const body = parseJson(request.body.toString('utf8'))
    if (!isFields(body)) throw new Unreadable('The body is not a JSON object.')
    const isBatch = Array.isArray(body.batch)
    if (!isBatch && request.body.length > CALL_BYTES) throw new Unreadable('One call has at most 32 kB.')
    const { messages, shared } = readCalls(request.path, body)
    const writeKey = textOf(body.writeKey) ?? basicUser(request.headers.authorization) ?? ''
    const events = messages.map((message) => eventOf(message, shared))
    const unreadable = events.filter((event) => event === undefined).length
    const notes: Notes = unreadable > 0 ? { unreadable } : {}
    const sentAt = timeOf(shared.sentAt ?? fieldsOf(messages[0]).sentAt)
    const parcel: Parcel = { site: writeKey, events: events.filter((event) => event !== undefined), notes, sentAt }
    return { parcels: [parcel], answer: () => done }
  },
}
