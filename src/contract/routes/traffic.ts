import { type Endpoints, report } from '../endpoint.ts'
import { OrphansAnswer } from '../orphans.ts'
import { Frame } from '../report.ts'
import { SiteRules } from '../site-rules.ts'
import { BusiestAnswer, Moved, TrafficAnswer, TrafficChange, TrafficRequest, VisitorChoice } from '../traffic.ts'

/** How a site's traffic is read: what is set aside, sessions, channels. */
export const trafficEndpoints = {
  rules: {
    method: 'GET',
    path: '/api/sites/:site/rules',
    access: 'site:read',
    summary: 'How the site wants its traffic read: sessions, channels, what is set aside',
    output: SiteRules,
  },
  updateRules: {
    method: 'PATCH',
    path: '/api/sites/:site/rules',
    access: 'site:write',
    summary: 'Change how the traffic is read; parts that are not named stay as they are',
    input: SiteRules.partial(),
    output: SiteRules,
  },
  traffic: report('traffic', 'What was set aside because it is hardly people', TrafficRequest, TrafficAnswer),
  busiestVisitors: report('busiest', 'The counted visitors with most events', TrafficRequest, BusiestAnswer),
  orphans: report('orphans', 'Conversions that have no visit, with the likely reason', Frame, OrphansAnswer),
  countTraffic: {
    method: 'POST',
    path: '/api/sites/:site/traffic/count',
    access: 'site:write',
    summary: 'Count set-aside events after all; with `always` also those to come',
    input: TrafficChange,
    output: Moved,
  },
  uncountTraffic: {
    method: 'POST',
    path: '/api/sites/:site/traffic/uncount',
    access: 'site:write',
    summary: 'Set aside again what was counted after all; with `always` also what is to come',
    input: TrafficChange,
    output: Moved,
  },
  setTrafficAside: {
    method: 'POST',
    path: '/api/sites/:site/traffic/aside',
    access: 'site:write',
    summary: 'Set the events of a visitor aside; with `always` also those to come',
    input: VisitorChoice,
    output: Moved,
  },
} as const satisfies Endpoints
