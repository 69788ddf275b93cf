import type { Deps } from '../deps.ts'
import type { Route } from '../route.ts'

export const reportRoutes = (_deps: Deps): Route[] => []
