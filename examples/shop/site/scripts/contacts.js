import { icons } from './icons.js'

/** One tap to talk. Everything opens beside the shop, so that a visitor without Internet keeps the page. */
export const contacts = [
  { id: 'zalo', label: 'Zalo', href: 'https://zalo.me/84900000000', icon: icons.chat },
  { id: 'messenger', label: 'Messenger', href: 'https://m.me/suoi.tra.demo', icon: icons.chat },
  { id: 'line', label: 'LINE', href: 'https://line.me/R/ti/p/@suoi-tra-demo', icon: icons.chat },
  { id: 'phone', label: 'Call us', href: 'tel:+84900000000', icon: icons.phone },
  { id: 'mail', label: 'Write', href: 'mailto:hello@shop.example', icon: icons.mail },
  { id: 'map', label: 'Find us', href: 'https://maps.google.com/?q=Hang+Be+Hanoi', icon: icons.map },
]

const outside = (href) => (href.startsWith('http') ? ' target="_blank" rel="noopener"' : '')

export const contactLinks = (ids = contacts.map((contact) => contact.id)) =>
  contacts
    .filter((contact) => ids.includes(contact.id))
    .map(
      ({ id, label, href, icon }) => `<a class="chip contact-${id}" href="${href}"${outside(href)}>${icon}${label}</a>`,
    )
    .join('')

export const shareLinks = (title) => {
  const url = encodeURIComponent(location.href)
  const text = encodeURIComponent(title)
  const targets = [
    ['facebook', 'Facebook', `https://www.facebook.com/sharer/sharer.php?u=${url}`],
    ['line', 'LINE', `https://social-plugins.line.me/lineit/share?url=${url}`],
    ['x', 'X', `https://x.com/intent/post?url=${url}&text=${text}`],
    ['pinterest', 'Pinterest', `https://www.pinterest.com/pin/create/button/?url=${url}&description=${text}`],
  ]
  const links = targets
    .map(([id, label, href]) => `<a class="chip share-${id}" href="${href}"${outside(href)}>${label}</a>`)
    .join('')
  const own = navigator.share ? `<button class="chip share-own" type="button">${icons.share}Share…</button>` : ''
  return own + links
}

/** The phone's own share sheet; closing it without sharing is no error. */
export const listenForShare = (within, title) =>
  within.querySelector('.share-own')?.addEventListener('click', () => {
    navigator.share({ title, url: location.href }).catch(() => {})
  })
