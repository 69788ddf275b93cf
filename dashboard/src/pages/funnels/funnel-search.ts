import type { FunnelDefinition } from '../../../../src/contract/funnel.ts'
import type { FunnelStep } from '../../../../src/contract/report.ts'

/** What of the funnel page lives in the URL: a saved funnel, and what is changed of it but not saved. */
export type FunnelSearch = {
  funnel?: string
  steps?: FunnelStep[]
  window?: number
  per?: 'person' | 'session'
  by?: string
  /** The step whose rate the days show; 0 is the whole way; absent: where most people leave. */
  step?: number
  edit?: boolean
}

export type FunnelShape = Omit<FunnelDefinition, 'name'>

export const defaultWindowSeconds = 7 * 86_400
const longestWindowSeconds = 366 * 86_400

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const stepOf = (value: unknown): FunnelStep | null => {
  if (typeof value !== 'object' || value === null) return null
  const part = value as Record<string, unknown>
  const label = textOf(part.label)
  const named = label ? { label } : {}
  const goal = textOf(part.goal)
  if (goal) return { goal, ...named }
  const event = textOf(part.event)
  if (event) return { event, ...named }
  const path = textOf(part.path)
  return path ? { path, ...named } : null
}

const wholeNumber = (value: unknown, low: number, high: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high ? value : undefined

/** Reads search parameters that anybody may have typed; what makes no sense is left out. */
export const readFunnelSearch = (search: Record<string, unknown>): FunnelSearch => {
  const steps = Array.isArray(search.steps)
    ? search.steps
        .map(stepOf)
        .filter((step) => step !== null)
        .slice(0, 10)
    : []
  return {
    funnel: textOf(search.funnel),
    steps: steps.length > 0 ? steps : undefined,
    window: wholeNumber(search.window, 1, longestWindowSeconds),
    per: search.per === 'person' || search.per === 'session' ? search.per : undefined,
    by: textOf(search.by),
    step: wholeNumber(search.step, 0, 9),
    edit: search.edit === true ? true : undefined,
  }
}

/** The funnel to show: the saved one, with what the URL changes of it. */
export const shapeOf = (search: FunnelSearch, saved: FunnelShape | undefined): FunnelShape => ({
  steps: search.steps ?? saved?.steps ?? [],
  window_seconds: search.window ?? saved?.window_seconds ?? defaultWindowSeconds,
  per: search.per ?? saved?.per ?? 'person',
})

export const isChanged = (search: FunnelSearch, saved: FunnelShape | undefined): boolean => {
  const shape = shapeOf(search, saved)
  return (
    !saved ||
    JSON.stringify([saved.steps, saved.window_seconds, saved.per]) !==
      JSON.stringify([shape.steps, shape.window_seconds, shape.per])
  )
}
