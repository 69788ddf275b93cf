/** How networks write themselves; the same in every language. */
const names: Record<string, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  line: 'LINE',
  linkedin: 'LinkedIn',
  messenger: 'Messenger',
  pinterest: 'Pinterest',
  reddit: 'Reddit',
  telegram: 'Telegram',
  threads: 'Threads',
  tiktok: 'TikTok',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  x: 'X',
  youtube: 'YouTube',
  zalo: 'Zalo',
}

/** "tiktok" as TikTok; a site's host stays as it is. */
export const networkName = (network: string): string => names[network] ?? network
