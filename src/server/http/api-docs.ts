import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openapi } from './openapi.ts'
import { dashboardPolicy } from './security-headers.ts'

/** /api/openapi.json for machines, /api/docs for people; nothing is loaded from elsewhere. */
export const addApiDocs = async (app: FastifyInstance): Promise<void> => {
  const document = openapi()
  app.get('/api/openapi.json', async () => document)
  await app.register(async (docs) => {
    await docs.register(swagger, { mode: 'static', specification: { document: document as never } })
    await docs.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: dashboardPolicy,
      theme: { title: 'Minnow: HTTP API', css: [{ filename: 'minnow.css', content: '.topbar { display: none }' }] },
      // Its default sends the document to a validator on the Internet.
      uiConfig: { validatorUrl: null },
    })
  })
}
