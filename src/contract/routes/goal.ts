import { z } from 'zod'
import { Done, type Endpoints } from '../endpoint.ts'
import { Funnel, FunnelDefinition } from '../funnel.ts'
import { Condition, Goal, GoalDefinition, GoalPreview } from '../goal.ts'

/** Goals and saved funnels. */
export const goalEndpoints = {
  goals: {
    method: 'GET',
    path: '/api/sites/:site/goals',
    access: 'site:read',
    summary: 'All goals by tier and priority',
    output: z.array(Goal),
  },
  createGoal: {
    method: 'POST',
    path: '/api/sites/:site/goals',
    access: 'site:write',
    summary: 'Add a goal; it counts the past, too',
    input: GoalDefinition,
    output: Goal,
  },
  updateGoal: {
    method: 'PATCH',
    path: '/api/sites/:site/goals/:goal',
    access: 'site:write',
    summary: 'Change a goal',
    input: GoalDefinition.partial(),
    output: Goal,
  },
  removeGoal: {
    method: 'DELETE',
    path: '/api/sites/:site/goals/:goal',
    access: 'site:write',
    summary: 'Remove a goal; no event is lost',
    output: Done,
  },
  previewGoal: {
    method: 'POST',
    path: '/api/sites/:site/goals/preview',
    access: 'site:read',
    summary: 'What a condition matched in the last 30 days',
    input: z.object({ condition: Condition, counting: z.enum(['every', 'session', 'person']).default('every') }),
    output: GoalPreview,
  },
  funnels: {
    method: 'GET',
    path: '/api/sites/:site/funnels',
    access: 'site:read',
    summary: 'Saved funnels',
    output: z.array(Funnel),
  },
  createFunnel: {
    method: 'POST',
    path: '/api/sites/:site/funnels',
    access: 'site:write',
    summary: 'Save a funnel',
    input: FunnelDefinition,
    output: Funnel,
  },
  updateFunnel: {
    method: 'PATCH',
    path: '/api/sites/:site/funnels/:funnel',
    access: 'site:write',
    summary: 'Change a saved funnel',
    input: FunnelDefinition.partial(),
    output: Funnel,
  },
  removeFunnel: {
    method: 'DELETE',
    path: '/api/sites/:site/funnels/:funnel',
    access: 'site:write',
    summary: 'Remove a saved funnel',
    output: Done,
  },
} as const satisfies Endpoints
