import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { readFrameSearch } from './frame-bar/frame-search.ts'
import { makeQueryClient, meQuery } from './queries.ts'
import { lastSite } from './shell/last-site.ts'
import { NotFound, PageFailed, RootFailed } from './shell/page-failed.tsx'

export const queries = makeQueryClient()

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  errorComponent: RootFailed,
  notFoundComponent: NotFound,
})

/** Where somebody belongs who asks for no page in particular. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    const site = me.sites.find(({ id }) => id === lastSite()) ?? me.sites[0]
    if (site) throw redirect({ to: '/sites/$site/overview', params: { site: site.id } })
    throw redirect({ to: me.user || me.needs_owner ? '/welcome' : '/sign-in' })
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('./pages/sign-in/index.tsx'), 'SignInPage'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (!me.user && !me.needs_owner) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./pages/welcome/index.tsx'), 'WelcomePage'),
})

const welcomeTag = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$site',
  beforeLoad: async ({ context, params }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (!me.sites.some(({ id }) => id === params.site)) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./pages/welcome/index.tsx'), 'WelcomeTagPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./pages/invitation/index.tsx'), 'InvitationPage'),
})

/** Everything about one site, inside the frame. Period, comparison and filters go along from page to page. */
const site = createRoute({
  getParentRoute: () => root,
  path: '/sites/$site',
  validateSearch: readFrameSearch,
  search: { middlewares: [retainSearchParams(['period', 'compare', 'filters'])] },
  beforeLoad: async ({ context, params, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (me.sites.some(({ id }) => id === params.site)) return
    if (!me.user && !me.needs_owner) throw redirect({ to: '/sign-in', search: { next: location.href } })
    throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
})

const siteHome = createRoute({
  getParentRoute: () => site,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/sites/$site/overview', params })
  },
})

// `framed`: the bar on top shows period, comparison and filters.
const overview = createRoute({
  getParentRoute: () => site,
  path: 'overview',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/overview/index.tsx'), 'OverviewPage'),
})
const live = createRoute({
  getParentRoute: () => site,
  path: 'live',
  component: lazyRouteComponent(() => import('./pages/live/index.tsx'), 'LivePage'),
})
const goals = createRoute({
  getParentRoute: () => site,
  path: 'goals',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/goals/index.tsx'), 'GoalsPage'),
})
const funnels = createRoute({
  getParentRoute: () => site,
  path: 'funnels',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/funnels/index.tsx'), 'FunnelsPage'),
})
const channels = createRoute({
  getParentRoute: () => site,
  path: 'channels',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/channels/index.tsx'), 'ChannelsPage'),
})
const words = createRoute({
  getParentRoute: () => site,
  path: 'words',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/words/index.tsx'), 'WordsPage'),
})
const products = createRoute({
  getParentRoute: () => site,
  path: 'products',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/products/index.tsx'), 'ProductsPage'),
})
const posts = createRoute({
  getParentRoute: () => site,
  path: 'posts',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/posts/index.tsx'), 'PostsPage'),
})
const mentions = createRoute({
  getParentRoute: () => site,
  path: 'mentions',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/mentions/index.tsx'), 'MentionsPage'),
})
const shares = createRoute({
  getParentRoute: () => site,
  path: 'shares',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/shares/index.tsx'), 'SharesPage'),
})
const orphans = createRoute({
  getParentRoute: () => site,
  path: 'orphans',
  staticData: { framed: true },
  component: lazyRouteComponent(() => import('./pages/orphans/index.tsx'), 'OrphansPage'),
})
const settingsHome = createRoute({
  getParentRoute: () => site,
  path: 'settings',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/sites/$site/settings/$section', params: { ...params, section: 'site' } })
  },
})
const settings = createRoute({
  getParentRoute: () => site,
  path: 'settings/$section',
  component: lazyRouteComponent(() => import('./pages/settings/index.tsx'), 'SettingsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    welcome,
    welcomeTag,
    invitation,
    site.addChildren([
      siteHome,
      overview,
      live,
      goals,
      funnels,
      channels,
      words,
      products,
      posts,
      mentions,
      shares,
      orphans,
      settingsHome,
      settings,
    ]),
  ]),
  context: { queries },
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    framed?: boolean
  }
}
