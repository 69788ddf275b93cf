import { Done, type Endpoints } from '../endpoint.ts'
import { NewOtherId, OtherId, OtherTools } from '../other-tools.ts'

/** What people already run, pointed at Minnow. The tools' own routes are in docs/other-tools.md. */
export const otherToolEndpoints = {
  otherTools: {
    method: 'GET',
    path: '/api/sites/:site/other-tools',
    access: 'site:read',
    summary: 'Whether events arrive by way of other tools, and the ids the site has there',
    output: OtherTools,
  },
  addOtherId: {
    method: 'POST',
    path: '/api/sites/:site/other-tools/ids',
    access: 'site:own',
    summary: 'Let the site be found by its id in another tool',
    input: NewOtherId,
    output: OtherId,
  },
  removeOtherId: {
    method: 'DELETE',
    path: '/api/sites/:site/other-tools/ids/:id',
    access: 'site:own',
    summary: 'Forget an id of another tool',
    output: Done,
  },
} as const satisfies Endpoints
