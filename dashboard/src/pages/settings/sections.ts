import { type ComponentType, lazy } from 'react'

/** Who sees a section: keys are the owner's business; without an account there is nobody to be. */
type Audience = 'everyone' | 'account' | 'owner'
type Section = { name: string; group: Group; for: Audience; Body: ComponentType }

export const groups = ['site', 'data', 'privacy', 'access'] as const
type Group = (typeof groups)[number]

/** The parts of the settings, each with an address and words of its own, and loaded when it is opened. */
export const sections = [
  {
    name: 'site',
    group: 'site',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./site/site-section.tsx')).SiteSection })),
  },
  {
    name: 'tag',
    group: 'site',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./tag/tag-section.tsx')).TagSection })),
  },
  {
    name: 'data',
    group: 'data',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./data/data-section.tsx')).DataSection })),
  },
  {
    name: 'feeds',
    group: 'data',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./feeds/feeds-section.tsx')).FeedsSection })),
  },
  {
    name: 'other-tools',
    group: 'data',
    for: 'everyone',
    Body: lazy(async () => ({
      default: (await import('./other-tools/other-tools-section.tsx')).OtherToolsSection,
    })),
  },
  {
    name: 'traffic',
    group: 'data',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./traffic/traffic-section.tsx')).TrafficSection })),
  },
  {
    name: 'channel-rules',
    group: 'site',
    for: 'everyone',
    Body: lazy(async () => ({
      default: (await import('./channel-rules/channel-rules-section.tsx')).ChannelRulesSection,
    })),
  },
  {
    name: 'privacy',
    group: 'privacy',
    for: 'everyone',
    Body: lazy(async () => ({ default: (await import('./privacy/privacy-section.tsx')).PrivacySection })),
  },
  {
    name: 'audit',
    group: 'privacy',
    for: 'owner',
    Body: lazy(async () => ({ default: (await import('./audit/audit-section.tsx')).AuditSection })),
  },
  {
    name: 'people',
    group: 'access',
    for: 'account',
    Body: lazy(async () => ({ default: (await import('./people/people-section.tsx')).PeopleSection })),
  },
  {
    name: 'keys',
    group: 'access',
    for: 'owner',
    Body: lazy(async () => ({ default: (await import('./keys/keys-section.tsx')).KeysSection })),
  },
  {
    name: 'me',
    group: 'access',
    for: 'account',
    Body: lazy(async () => ({ default: (await import('./me/me-section.tsx')).MeSection })),
  },
] as const satisfies readonly Section[]

export const isFor = ({ for: audience }: Pick<Section, 'for'>, who: { role: string; hasAccount: boolean }): boolean => {
  if (audience === 'owner') return who.role === 'owner'
  return audience === 'everyone' || who.hasAccount
}
