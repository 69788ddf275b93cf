import { describe, expect, it } from 'vitest'
import { channelOf } from './channel.ts'

const channel = (source: string, medium: string, campaign = '') => channelOf({ source, medium, campaign })

describe("GA4's default channel group", () => {
  it.each([
    ['(direct)', '(none)', '', 'Direct'],
    ['(direct)', '(not set)', '', 'Direct'],
    ['google', 'cpc', 'cross-network', 'Cross-network'],
    ['google', 'organic', 'summer cross-network', 'Cross-network'],
    ['shopee', 'cpc', '', 'Paid Shopping'],
    ['google', 'cpc', 'shop sale', 'Paid Shopping'],
    ['google', 'cpc', 'shopping', 'Paid Shopping'],
    ['google', 'cpc', 'workshop', 'Paid Search'],
    ['google', 'cpc', 'eshop', 'Paid Shopping'],
    ['google', 'cpc', 'bishops', 'Paid Search'],
    ['google', 'cpc', 'brand', 'Paid Search'],
    ['bing', 'ppc', '', 'Paid Search'],
    ['yahoo', 'paidsearch', '', 'Paid Search'],
    ['facebook', 'cpc', '', 'Paid Social'],
    ['facebook', 'cpm', '', 'Paid Social'],
    ['tiktok', 'paid_social', '', 'Paid Social'],
    ['youtube', 'cpv', '', 'Paid Video'],
    ['youtube', 'cpc', '', 'Paid Video'],
    ['youtube', 'retargeting', '', 'Paid Video'],
    ['adnetwork', 'display', '', 'Display'],
    ['adnetwork', 'banner', '', 'Display'],
    ['adnetwork', 'expandable', '', 'Display'],
    ['adnetwork', 'interstitial', '', 'Display'],
    ['adnetwork', 'cpm', '', 'Display'],
    ['adnetwork', 'cpc', '', 'Paid Other'],
    ['adnetwork', 'retargeting', '', 'Paid Other'],
    ['lazada', 'referral', '', 'Organic Shopping'],
    ['newsletter', 'email', 'shopping days', 'Organic Shopping'],
    ['facebook', 'referral', '', 'Organic Social'],
    ['m.facebook.com', 'referral', '', 'Organic Social'],
    ['linkedin', 'social', '', 'Organic Social'],
    ['partner', 'social network', '', 'Organic Social'],
    ['partner', 'social-network', '', 'Organic Social'],
    ['partner', 'social media', '', 'Organic Social'],
    ['partner', 'social-media', '', 'Organic Social'],
    ['partner', 'sm', '', 'Organic Social'],
    ['youtube', 'referral', '', 'Organic Video'],
    ['partner', 'promo-video', '', 'Organic Video'],
    ['google', 'organic', '', 'Organic Search'],
    ['unknown-engine', 'organic', '', 'Organic Search'],
    ['chatgpt', 'ai-assistant', '(ai-assistant)', 'AI Assistant'],
    ['chatgpt.com', '(not set)', '', 'AI Assistant'],
    ['partner.example', 'referral', '', 'Referral'],
    ['partner.example', 'link', '', 'Referral'],
    ['partner.example', 'app', '', 'Referral'],
    ['partner', 'linkedin', '', 'Unassigned'],
    ['newsletter', 'email', '', 'Email'],
    ['e-mail', '(not set)', '', 'Email'],
    ['partner', 'e_mail', '', 'Email'],
    ['partner', 'e mail', '', 'Email'],
    ['partner', 'affiliate', '', 'Affiliates'],
    ['partner', 'affiliates', '', 'Affiliates'],
    ['podcast', 'audio', '', 'Audio'],
    ['sms', '(not set)', '', 'SMS'],
    ['shop', 'sms', '', 'SMS'],
    ['onesignal', 'web-push', '', 'Mobile Push Notifications'],
    ['onesignal', 'push', '', 'Mobile Push Notifications'],
    ['app', 'mobile', '', 'Mobile Push Notifications'],
    ['app', 'notification', '', 'Mobile Push Notifications'],
    ['firebase', '(not set)', '', 'Mobile Push Notifications'],
    ['podcast', 'post', '', 'Unassigned'],
    ['(not set)', '(not set)', '', 'Unassigned'],
  ])('%s / %s / %s → %s', (source, medium, campaign, expected) => {
    expect(channel(source, medium, campaign)).toBe(expected)
  })

  it.each([
    ['line', 'LINE'],
    ['zalo', 'Zalo'],
    ['messenger', 'Messenger'],
    ['whatsapp', 'WhatsApp'],
  ])('tells %s apart from social, but not its ads', (source, expected) => {
    expect(channel(source, 'referral')).toBe(expected)
    expect(channel(source, 'oa_broadcast')).toBe(expected)
    expect(channel(source, 'cpc')).toBe('Paid Social')
  })
})
