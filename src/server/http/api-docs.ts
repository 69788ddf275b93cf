import type { FastifyInstance } from 'fastify'
import type { Config } from '../../platform/config.ts'
import { late } from '../../platform/late.ts'

/**
 * /api/openapi.json for machines, /api/docs for people; nothing is loaded from elsewhere. Both are made when they are
 * first asked for, and the pages by an app of their own: a quarter of a second that no start has to wait for.
 */
export const addApiDocs = (app: FastifyInstance, config: Config): void => {
  const document = late(async () => (await import('./openapi.ts')).openapi())
  const pages = late(async () => (await import('./api-pages.ts')).openApiPages(await document(), config))
  app.get('/api/openapi.json', document)
  for (const url of ['/api/docs', '/api/docs/*']) {
    app.get(url, async (request, reply) => {
      const { routing } = await pages()
      reply.hijack()
      routing(request.raw, reply.raw)
    })
  }
}
