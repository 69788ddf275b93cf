/** Relative to this file, so that the shop works under any prefix. */
export const root = new URL('../', import.meta.url).pathname

const amount = new Intl.NumberFormat('vi-VN', { style: 'currency', currency: 'VND', maximumFractionDigits: 0 })
export const money = (value) => amount.format(value)

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const safe = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character])

export const one = (selector, within = document) => within.querySelector(selector)

/** Says what happened, to eyes and to screen readers alike. */
export const announce = (message, link) => {
  let toast = one('.toast')
  if (!toast) {
    toast = document.createElement('div')
    toast.className = 'toast'
    toast.setAttribute('role', 'status')
    document.body.append(toast)
  }
  toast.innerHTML = `<span>${safe(message)}</span>${link ? ` <a href="${root}${link.href}">${safe(link.text)}</a>` : ''}`
  toast.classList.add('shown')
  clearTimeout(announce.timer)
  announce.timer = setTimeout(() => toast.classList.remove('shown'), 4000)
}
