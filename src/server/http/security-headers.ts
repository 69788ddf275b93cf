import type { FastifyInstance } from 'fastify'
import type { Config } from '../../platform/config.ts'

/** The dashboard loads nothing from elsewhere and runs no script written into a page. Styles: its component library sets them on elements. */
export const dashboardPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The demo shop is a page like a shop's own: inline scripts for its data layer, and videos. */
const demoPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** Nothing that a page of Minnow would ever ask a visitor's device for. */
const permissions = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture']
  .map((name) => `${name}=()`)
  .join(', ')

const HALF_A_YEAR_SECONDS = 15_552_000

/** On every answer but those of the collect route, which is no page and is asked most. */
export const addSecurityHeaders = (app: FastifyInstance, config: Config): void => {
  const secure = config.publicUrl.startsWith('https:')
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'strict-origin-when-cross-origin')
    reply.header('content-security-policy', request.url.startsWith('/demo-shop') ? demoPolicy : dashboardPolicy)
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('permissions-policy', permissions)
    if (secure) reply.header('strict-transport-security', `max-age=${HALF_A_YEAR_SECONDS}`)
  })
}
