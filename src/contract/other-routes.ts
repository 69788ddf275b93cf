/**
 * What the server answers besides the routes of the contract and of other tools; a test finds any that is missing here.
 * `*` stands for the rest of a path.
 */
export const otherRoutes = [
  {
    path: '/api/auth/*',
    who: 'public, signed-in',
    what: 'Sign-in, sign-out, passwords, two-step sign-in (better-auth)',
  },
  { path: '/api/health', who: 'public', what: 'Whether the server runs' },
  { path: '/health', who: 'public', what: 'Whether the server runs, for other watchers' },
  { path: '/healthz', who: 'public', what: 'The same' },
  { path: '/ready', who: 'public', what: 'Whether the server takes requests' },
  { path: '/metrics', who: 'the machine, or the token of MINNOW_METRICS_TOKEN', what: 'Figures for Prometheus' },
  { path: '/api/openapi.json', who: 'public', what: 'This API as OpenAPI' },
  { path: '/api/docs*', who: 'public', what: 'This API to read and try' },
  { path: '/m.js', who: 'public', what: 'The tag' },
  { path: '/m/*', who: 'public', what: 'Parts of the tag that are loaded when needed' },
  { path: '/demo-shop*', who: 'public', what: 'The demo shop' },
  { path: '*', who: 'public', what: 'The dashboard’s files; every figure in it comes from the routes above' },
] as const
