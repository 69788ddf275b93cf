import type { Dialect } from './dialect.ts'
import { ga4 } from './ga4/ga4.ts'
import { matomo } from './matomo/matomo.ts'
import { plausible } from './plausible/plausible.ts'
import { posthog } from './posthog/posthog.ts'
import { segment } from './segment/segment.ts'
import { umami } from './umami/umami.ts'

/** Every tool whose API is spoken; the server adds their routes. */
export const dialects: readonly Dialect[] = [segment, ga4, plausible, umami, matomo, posthog]
