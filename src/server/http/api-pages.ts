import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type FastifyInstance, fastify } from 'fastify'
import type { Config } from '../../platform/config.ts'
import { addSecurityHeaders, dashboardPolicy } from './security-headers.ts'

/** The pages of /api/docs, ready to be handed requests. */
export const openApiPages = async (document: object, config: Config): Promise<FastifyInstance> => {
  const app = fastify({ logger: false })
  addSecurityHeaders(app, config)
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: dashboardPolicy,
    theme: {
      title: 'Minnow: HTTP API',
      css: [{ filename: 'minnow.css', content: '.swagger-ui .topbar { display: none }' }],
    },
    // Its default sends the document to a validator on the Internet.
    uiConfig: { validatorUrl: null },
  })
  await app.ready()
  return app
}
