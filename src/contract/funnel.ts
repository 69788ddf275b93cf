import { z } from 'zod'
import { FunnelStep } from './report.ts'

/** A funnel that somebody saved. */
export const FunnelDefinition = z.object({
  name: z.string().trim().min(1).max(100),
  steps: z.array(FunnelStep).min(2).max(10),
  window_seconds: z
    .number()
    .int()
    .min(1)
    .max(366 * 86_400),
  per: z.enum(['person', 'session']),
})
export type FunnelDefinition = z.infer<typeof FunnelDefinition>
export const Funnel = FunnelDefinition.extend({ id: z.string(), site: z.string(), preset_key: z.string().nullable() })
export type Funnel = z.infer<typeof Funnel>
