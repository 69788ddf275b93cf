/** The tools whose APIs Minnow speaks; the word is also the `origin` of the events that came that way. */
export const tools = ['segment', 'ga4', 'plausible', 'umami', 'matomo', 'posthog'] as const
export type Tool = (typeof tools)[number]
