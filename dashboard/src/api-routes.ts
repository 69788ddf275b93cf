import type { EndpointName, endpoints } from '../../src/contract/api.ts'

type Endpoints = typeof endpoints

type Routes = { readonly [N in EndpointName]?: `${Endpoints[N]['method']} ${Endpoints[N]['path']}` }

/**
 * Method and path of the routes that the dashboard uses, so that the browser needs neither the contract's shapes nor
 * zod. The compiler compares it with the contract; the test beside it proves the report names as well.
 */
export const apiRoutes = {
  me: 'GET /api/me',
  createOwner: 'POST /api/owner',
  openDemo: 'POST /api/demo',
  demoProgress: 'GET /api/demo',
  setMyLanguage: 'PUT /api/me/language',
  createSite: 'POST /api/sites',
  site: 'GET /api/sites/:site',
  updateSite: 'PATCH /api/sites/:site',
  removeSite: 'DELETE /api/sites/:site',
  siteStatus: 'GET /api/sites/:site/status',
  goals: 'GET /api/sites/:site/goals',
  createGoal: 'POST /api/sites/:site/goals',
  updateGoal: 'PATCH /api/sites/:site/goals/:goal',
  removeGoal: 'DELETE /api/sites/:site/goals/:goal',
  previewGoal: 'POST /api/sites/:site/goals/preview',
  funnels: 'GET /api/sites/:site/funnels',
  createFunnel: 'POST /api/sites/:site/funnels',
  updateFunnel: 'PATCH /api/sites/:site/funnels/:funnel',
  removeFunnel: 'DELETE /api/sites/:site/funnels/:funnel',
  overview: 'POST /api/sites/:site/reports/overview',
  goalsReport: 'POST /api/sites/:site/reports/goals',
  funnel: 'POST /api/sites/:site/reports/funnel',
  breakdown: 'POST /api/sites/:site/reports/breakdown',
  searchWords: 'POST /api/sites/:site/reports/search-words',
  products: 'POST /api/sites/:site/reports/products',
  posts: 'POST /api/sites/:site/reports/posts',
  uploadFile: 'POST /api/sites/:site/uploads',
  previewUpload: 'POST /api/sites/:site/uploads/:upload/preview',
  importUpload: 'POST /api/sites/:site/uploads/:upload/import',
  imports: 'GET /api/sites/:site/imports',
  undoImport: 'DELETE /api/sites/:site/imports/:import',
  live: 'GET /api/sites/:site/reports/live',
  values: 'POST /api/sites/:site/values',
  mentionsReport: 'POST /api/sites/:site/reports/mentions',
  sharesReport: 'POST /api/sites/:site/reports/shares',
  importMentions: 'POST /api/sites/:site/mentions/csv',
  feeds: 'GET /api/sites/:site/feeds',
  createFeed: 'POST /api/sites/:site/feeds',
  pollFeed: 'POST /api/sites/:site/feeds/:feed/poll',
  removeFeed: 'DELETE /api/sites/:site/feeds/:feed',
  hooks: 'GET /api/sites/:site/hooks',
  createHook: 'POST /api/sites/:site/hooks',
  removeHook: 'DELETE /api/sites/:site/hooks/:hook',
  giveaways: 'GET /api/sites/:site/giveaways',
  createGiveaway: 'POST /api/sites/:site/giveaways',
  updateGiveaway: 'PUT /api/sites/:site/giveaways/:giveaway',
  removeGiveaway: 'DELETE /api/sites/:site/giveaways/:giveaway',
  otherTools: 'GET /api/sites/:site/other-tools',
  addOtherId: 'POST /api/sites/:site/other-tools/ids',
  removeOtherId: 'DELETE /api/sites/:site/other-tools/ids/:id',
  keys: 'GET /api/sites/:site/keys',
  createKey: 'POST /api/sites/:site/keys',
  removeKey: 'DELETE /api/sites/:site/keys/:key',
  members: 'GET /api/sites/:site/members',
  setRole: 'PUT /api/sites/:site/members/:user',
  removeMember: 'DELETE /api/sites/:site/members/:user',
  invite: 'POST /api/sites/:site/invitations',
  removeInvitation: 'DELETE /api/sites/:site/invitations/:invitation',
  acceptInvitation: 'POST /api/invitations/:token',
  invitation: 'GET /api/invitations/:token',
} as const satisfies Routes

export type RouteName = keyof typeof apiRoutes
