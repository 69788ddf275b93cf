import { z } from 'zod'
import { type Endpoint, endpoints } from '../../contract/api.ts'
import { ApiError } from '../../contract/error.ts'
import { version } from '../../platform/package-root.ts'

type Json = Record<string, unknown>

type Schemas = Record<string, Json>

/**
 * Zod's own JSON Schema of version 2020-12, which OpenAPI 3.1 takes as it is. What a schema defines for itself
 * (Condition contains conditions) becomes a component of the document.
 */
const schemaOf = (type: z.ZodType, io: 'input' | 'output', components: Schemas): Json => {
  const { $schema, $defs, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json & {
    $defs?: Schemas
  }
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = relocate(definition)
  return relocate(schema)
}

const relocate = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json

const pathOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

const parametersOf = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const tagOf = ({ path }: Endpoint): string => {
  if (path.includes('/reports/') || path.endsWith('/values')) return 'Reports'
  const part = path.replace('/api/sites/:site/', '').replace('/api/', '').split('/')[0] ?? ''
  return part.charAt(0).toUpperCase() + part.slice(1)
}

const accessInWords: Record<Endpoint['access'], string> = {
  public: 'Anyone.',
  'signed-in': 'Any account.',
  owner: 'An account that owns a site.',
  local: 'Only the command line on the same machine.',
  'site:read': 'Viewers, editors and owners of the site, or a key with `read`.',
  'site:write': 'Editors and owners of the site, or a key with `write`.',
  'site:own': 'Owners of the site.',
  collect: 'The public tag of a known site, or a key with `collect`.',
}

const isPublic = ({ access }: Endpoint): boolean => access === 'public' || access === 'collect'

const operationOf = (name: string, endpoint: Endpoint, components: Schemas): Json => ({
  operationId: name,
  summary: endpoint.summary,
  description: `Access: ${accessInWords[endpoint.access]}`,
  tags: [tagOf(endpoint)],
  ...(parametersOf(endpoint.path).length > 0 && { parameters: parametersOf(endpoint.path) }),
  ...(endpoint.input && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(endpoint.input, 'input', components) } },
    },
  }),
  responses: {
    [endpoint.access === 'collect' || name === 'importEvents' ? '202' : '200']: {
      description: 'Done',
      content: { 'application/json': { schema: schemaOf(endpoint.output, 'output', components) } },
    },
    default: {
      description: 'Refused: `error.code` is stable, `error.fix` says what to do',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/ApiError' } } },
    },
  },
  ...(isPublic(endpoint) ? { security: [] } : {}),
})

/** A report is also answered to GET, so that a browser's address bar or a spreadsheet can ask it. */
const reportWithGet = (name: string, endpoint: Endpoint, components: Schemas): Json => {
  const { requestBody, ...rest } = operationOf(name, endpoint, components)
  return {
    ...rest,
    operationId: `${name}ByGet`,
    parameters: [
      ...parametersOf(endpoint.path),
      {
        name: 'request',
        in: 'query',
        required: true,
        description: 'The body of POST, as JSON',
        schema: { type: 'string' },
      },
    ],
  }
}

/** The OpenAPI document, made from contract/api.ts and nothing else. */
export const openapi = (): Json => {
  const components: Schemas = {}
  components.ApiError = schemaOf(ApiError, 'output', components)
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = pathOf(endpoint.path)
    const operations = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint, components) }
    const alsoGet = endpoint.method === 'POST' && endpoint.path.includes('/reports/')
    paths[path] = alsoGet ? { ...operations, get: reportWithGet(name, endpoint, components) } : operations
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Minnow',
      version,
      description: 'Accounts (sign-in, sign-out, password, two-factor) are under /api/auth.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of a site, made in Settings' },
        session: { type: 'apiKey', in: 'cookie', name: 'minnow.session_token', description: 'Somebody signed in' },
      },
    },
  }
}
