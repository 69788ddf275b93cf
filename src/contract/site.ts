import { z } from 'zod'

export const presets = ['ecommerce', 'lead', 'content'] as const
export const languages = ['en', 'vi', 'th', 'lt'] as const
export const roles = ['owner', 'editor', 'viewer'] as const
export const Preset = z.enum(presets)
export const Language = z.enum(languages)
export const Role = z.enum(roles)
export type Preset = z.infer<typeof Preset>
export type Language = z.infer<typeof Language>
export type Role = z.infer<typeof Role>

/**
 * cookieless: a salted daily identifier, nothing stored in the browser. full: a first-party identifier kept in the
 * browser. consent: cookieless until the visitor agrees, full from then on.
 */
export const recognitions = ['cookieless', 'consent', 'full'] as const
export const Recognition = z.enum(recognitions)
export type Recognition = z.infer<typeof Recognition>

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const TimeZone = z.string().max(64).refine(isTimeZone, 'a time zone is an IANA name, like Asia/Ho_Chi_Minh')
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, like VND')
/** As browsers write it in a page's origin: lower case, and ASCII (xn--…) for names in other scripts. */
const hostOf = (text: string): string => {
  const host = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
  return URL.canParse(`http://${host}`) && !host.includes('@') ? new URL(`http://${host}`).host : host
}

/** Host names without scheme or path; a domain covers its subdomains. */
export const Domain = z
  .string()
  .max(253)
  .transform(hostOf)
  .pipe(
    z
      .string()
      .regex(
        /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|(\d{1,3}\.){3}\d{1,3})(:\d+)?$/,
        'a domain looks like shop.example',
      ),
  )

export const SiteSettings = z.object({
  name: z.string().trim().min(1).max(100),
  domains: z.array(Domain).min(1).max(50),
  timezone: TimeZone,
  currency: Currency,
  language: Language,
  preset: Preset,
  recognition: Recognition,
})
export type SiteSettings = z.infer<typeof SiteSettings>

export const PrivacySettings = z.object({
  /** With `consent`: whether what happens before a visitor agrees is counted without recognising them, or not at all. */
  before_consent: z.enum(['anonymous', 'drop']),
  /** Global Privacy Control. no_ads: recorded, and kept from advertising. drop: not recorded. */
  privacy_control: z.enum(['no_ads', 'drop']),
  /** Days after which events are deleted; null: kept. */
  retention_days: z.number().int().min(1).max(3_650).nullable(),
})
export type PrivacySettings = z.infer<typeof PrivacySettings>
export const usualPrivacy: PrivacySettings = {
  before_consent: 'anonymous',
  privacy_control: 'no_ads',
  retention_days: null,
}

export const Site = SiteSettings.extend({
  privacy: PrivacySettings,
  id: z.string(),
  created: z.number().int(),
  demo: z.boolean(),
})
export type Site = z.infer<typeof Site>

export const NewSite = SiteSettings.partial({ language: true, preset: true, recognition: true })
export type NewSite = z.input<typeof NewSite>
