// Links that leave say where they come from: a shared link carries the share's own id, so that the visits it brings are
// told; a link into a chat carries the click's, so that the chat's webhook can confirm the contact.
import { parts } from './parts.ts'

/** About 50 random bits. */
const code = (): string => Math.random().toString(36).slice(2)

/**
 * An address of this site with a new share's id (SHARE_PARAMETER in src/contract/share.ts); any other text as it is.
 */
const sharedAddress = (text: string): string => {
  if (!text.startsWith(location.origin)) return text
  const url = new URL(text)
  url.searchParams.set('mnw_share', code())
  return url.href
}

/** The page that a share button gives on: u= of Facebook, url= of most, link=, text= with an address in it. */
const markShare = (link: HTMLAnchorElement): void => {
  const url = new URL(link.href)
  for (const name of ['u', 'url', 'link', 'href', 'text', 'body']) {
    const text = url.searchParams.get(name)
    const marked = text?.replace(/https?:\/\/\S+/, sharedAddress)
    if (marked && marked !== text) {
      url.searchParams.set(name, marked)
      // Mail and telephone programs take a plus for a plus.
      link.href = url.href.replace(/\+/g, '%20')
      return
    }
  }
}

/** What a webhook of Messenger hears as `ref`, and what LINE's visitor sends as a text where the shop wants that. */
const markContact = (link: HTMLAnchorElement): void => {
  const url = new URL(link.href)
  if (/(^|\.)(m\.me|messenger\.com)$/.test(url.host)) {
    const ref = url.searchParams.get('ref')
    if (ref && !/^mnw_/.test(ref)) return
    url.searchParams.set('ref', `mnw_${code()}`)
    link.href = url.href
  } else if (/\/oaMessage\//.test(url.pathname) && link.closest('[data-minnow-ref]')) {
    link.href = `${link.href.replace(/(\?|%20)\(mnw_\w+\)$|$/, '')}${url.search ? '%20' : '?'}(mnw_${code()})`
  }
}

// The window hears of a click before the document does, where the click is recorded.
parts.on<MouseEvent>(window, 'click auxclick', (event) => {
  const link = (event.composedPath()[0] as Element).closest('a')
  if (!link?.href || link.host === location.host) return
  markShare(link)
  markContact(link)
})

// Inside of this, the part that loaded this one records what was shared.
parts.guard(() => {
  const { share } = navigator
  if (!share) return
  navigator.share = (data) => share.call(navigator, data?.url ? { ...data, url: sharedAddress(data.url) } : data)
})()
