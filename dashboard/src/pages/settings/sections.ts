/** The parts of the settings, each with an address of its own. */
export const sections = ['site', 'tag', 'people', 'keys', 'me'] as const
export type Section = (typeof sections)[number]
export const isSection = (value: unknown): value is Section => (sections as readonly unknown[]).includes(value)
