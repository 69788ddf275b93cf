import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { tagSnippet } from '../../contract/tag.ts'
import { packageRoot } from '../../platform/package-root.ts'
import type { Deps } from '../deps.ts'
import { AssetFolder } from '../http/asset-files.ts'
import { errorBody } from '../http/errors.ts'
import { sendAsset } from '../http/send-asset.ts'

/** Built files carry a hash of their content in their name. */
const FOREVER = 'public, max-age=31536000, immutable'
const ASK_EACH_TIME = 'no-cache'
/** The tag: a new version reaches every page within the hour, and pages do not wait for an answer each time. */
const ONE_HOUR = 'public, max-age=3600, stale-while-revalidate=86400'

const TAG_PLACEHOLDER = '<!--minnow-tag-->'

const wildcard = (request: FastifyRequest): string => (request.params as { '*': string })['*']

/** The tag is asked for by pages of other origins, which may also read its errors. */
const addTag = (app: FastifyInstance): void => {
  const tag = new AssetFolder(join(packageRoot, 'tracker/dist'))
  const send = async (path: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const asset = path.endsWith('.js') ? await tag.find(path) : undefined
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    if (!asset) return reply.code(404).send(errorBody('not_found'))
    return sendAsset(request, reply, { asset, cacheControl: ONE_HOUR })
  }
  app.get('/m.js', (request, reply) => send('m.js', request, reply))
  app.get('/m/*', (request, reply) => send(wildcard(request), request, reply))
}

const addDemoShop = (app: FastifyInstance, { sites }: Deps): void => {
  let snippet = ''
  const shop = new AssetFolder(join(packageRoot, 'examples/shop/site'), (html) =>
    html.replaceAll(TAG_PLACEHOLDER, snippet),
  )
  app.get('/demo-shop', async (_request, reply) => reply.redirect('/demo-shop/'))
  app.get('/demo-shop/*', async (request, reply) => {
    const demo = sites.all().find((site) => site.demo)
    const wanted = demo ? tagSnippet('', demo) : ''
    if (wanted !== snippet) {
      snippet = wanted
      shop.forget()
    }
    const path = wildcard(request)
    const asset =
      (await shop.find(path === '' || path.endsWith('/') ? `${path}index.html` : path)) ??
      (await shop.find(`${path}.html`))
    if (asset) return sendAsset(request, reply, { asset, cacheControl: ASK_EACH_TIME })
    // A shop's missing page is a page, too: the tag on it reports it.
    const missing = await shop.find('404.html')
    if (!missing) return reply.code(404).send(errorBody('not_found'))
    return reply.code(404).type(missing.type).send(missing.body)
  })
}

/** Every other path is a page of the dashboard, which knows its own addresses. */
const addDashboard = (app: FastifyInstance): void => {
  const dashboard = new AssetFolder(join(packageRoot, 'dashboard/dist'))
  app.setNotFoundHandler(async (request, reply) => {
    const path = decodePath(request.url)
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    if (!isPage || path === undefined || path.startsWith('/api/') || path === '/api') {
      return reply.code(404).send(errorBody('not_found'))
    }
    const file = path === '/' ? undefined : await dashboard.find(path)
    if (file)
      return sendAsset(request, reply, {
        asset: file,
        cacheControl: path.startsWith('/assets/') ? FOREVER : ASK_EACH_TIME,
      })
    const index = path.startsWith('/assets/') ? undefined : await dashboard.find('/index.html')
    if (!index) return reply.code(404).send(errorBody('not_found'))
    return sendAsset(request, reply, { asset: index, cacheControl: ASK_EACH_TIME })
  })
}

const decodePath = (url: string): string | undefined => {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '/')
  } catch {
    return undefined
  }
}

export const addAssets = (app: FastifyInstance, deps: Deps): void => {
  addTag(app)
  addDemoShop(app, deps)
  addDashboard(app)
}
