import { knownSource } from './site-kind.ts'

/**
 * GA4's default channel group, rule by rule in GA4's order, with three additions: LINE, Zalo, Messenger and other chats
 * are channels of their own (GA4 has them under Organic Social or Referral); AI assistants are known by their host, not
 * by `ai-assistant` alone; sources are known by name or host.
 */
export type Contact = { source: string; medium: string; campaign: string }

const paidMedium = /^(.*cp.*|ppc|retargeting|paid.*)$/
const shoppingCampaign = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const display = new Set(['display', 'banner', 'expandable', 'interstitial', 'cpm'])
const social = new Set(['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'])
const referral = new Set(['referral', 'app', 'link'])
const email = new Set(['email', 'e-mail', 'e_mail', 'e mail'])
const noMedium = new Set(['(not set)', '(none)', ''])

const chatNames: Record<string, string> = {
  line: 'LINE',
  zalo: 'Zalo',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
}

export const isPaidMedium = (medium: string): boolean => paidMedium.test(medium)
export const isAdMedium = (medium: string): boolean => isPaidMedium(medium) || display.has(medium)

/** All parts in lower case. */
export const channelOf = ({ source, medium, campaign }: Contact): string => {
  if (source === '(direct)' && noMedium.has(medium)) return 'Direct'
  if (campaign.includes('cross-network')) return 'Cross-network'
  const known = knownSource(source)
  const kind = known?.kind
  const isShopping = kind === 'shopping' || shoppingCampaign.test(campaign)
  const isPaid = paidMedium.test(medium)
  if (isPaid && isShopping) return 'Paid Shopping'
  if (isPaid && kind === 'search') return 'Paid Search'
  if (isPaid && (kind === 'social' || kind === 'messaging')) return 'Paid Social'
  if (isPaid && kind === 'video') return 'Paid Video'
  if (display.has(medium)) return 'Display'
  if (isPaid) return 'Paid Other'
  if (isShopping) return 'Organic Shopping'
  if (kind === 'messaging') return chatNames[known?.name ?? ''] ?? 'Other chats'
  if (kind === 'social' || social.has(medium)) return 'Organic Social'
  if (kind === 'video' || medium.includes('video')) return 'Organic Video'
  if (kind === 'search' || medium === 'organic') return 'Organic Search'
  if (kind === 'ai' || medium === 'ai-assistant') return 'AI Assistant'
  if (referral.has(medium)) return 'Referral'
  if (email.has(source) || email.has(medium) || kind === 'mail') return 'Email'
  if (medium === 'affiliate' || medium === 'affiliates') return 'Affiliates'
  if (medium === 'audio') return 'Audio'
  if (source === 'sms' || medium === 'sms') return 'SMS'
  if (medium.endsWith('push') || /mobile|notification/.test(medium) || source === 'firebase') {
    return 'Mobile Push Notifications'
  }
  return 'Unassigned'
}
