// What a link is for, by its address alone. Pure.

/** A dot stands for any character, which is exact enough here and saves bytes that every visitor would load. */
const services =
  /^(https?:\/\/)?([\w-]+\.)*((?<phone>tel|sms)|(?<mail>mailto)|(?<messenger>m.me|fb-messenger|messenger.com|facebook.com\/messages)|(?<facebook>facebook.com|fb(.com|.me)?)|(?<line>lin.ee|line(.me)?)|(?<zalo>zalo(.me)?)|(?<whatsapp>wa.me|whatsapp(.com)?)|(?<map>waze.com|maps\.[.\w]+|google[.\w]*\/maps|goo.gl\/maps|geo))([/?:]|$)/i

/** facebook.com/share/… is an ordinary link to a page or post; sharing something says what, as a parameter. */
const sharing = /share.*[?&]u(rl)?=|\/(dialog|intent|pin\/create|R\/(share|msg))\b|^\w+:\?|\/(send\/?)?\?text=/i

const fileAddress = /([^/]+)\.(epub|exe|pdf|mp[34]|7z|mobi|docx?|xlsx?|txt|csv|dmg|zip|rar|pptx?|apk)([?#]|$)/i

export type LinkKind = [name: 'click' | 'contact' | 'share' | 'file_download', properties?: Record<string, string>]

/** `host` is that of a link to another site, and empty for the site's own. */
export const linkKindOf = (href: string, host: string, isDownload: boolean): LinkKind => {
  const groups = services.exec(href)?.groups || {}
  const method = Object.keys(groups).find((name) => groups[name]) || ''
  if ((method || host) && sharing.test(href)) return ['share', { method: method || host }]
  if (method) return ['contact', { method }]
  const [, name, extension] = fileAddress.exec(href) || []
  if (extension)
    return ['file_download', { file_name: `${name}.${extension}`, file_extension: extension.toLowerCase() }]
  return [isDownload ? 'file_download' : 'click']
}
