// Keeps who goes from one of the site's domains to another one visitor in one visit: links and forms that lead there
// carry who it is, and the tag there takes it up. Loaded where the tag names the domains.
import { writeCookie } from './cookie.ts'
import { readToken, tokenIn, tokenOf, withoutToken, withToken } from './link-token.ts'
import { domains, storageKey } from './own-tag.ts'
import { parts } from './parts.ts'

const { on, guard, state, shared, waiting } = parts

/** Long enough for a page that follows its links itself, short enough for who copies the link then. */
const carriesMs = 3e3

/** The same for both domains, and hardly for anybody whom the link is sent to. */
const browser = [navigator.userAgent, navigator.language, new Date().getTimezoneOffset()].join()

/** As the server matches them: a domain covers its subdomains; one with a port covers that port only. */
const isOwn = ({ host, hostname }: URL | Location): boolean =>
  `${domains}`.split(' ').some((domain) => `.${domain.includes(':') ? host : hostname}`.endsWith(`.${domain}`))

const sticks = (domain: string): boolean => {
  const probe = `${storageKey}_reach=1`
  const set = (attributes: string): void => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4 and answers late
    document.cookie = `${probe};path=/;domain=${domain}${attributes}`
  }
  set('')
  const isSet = document.cookie.includes(probe)
  set(';max-age=0')
  return isSet
}

/** Whether that host gets this page's cookie anyway. Only the browser knows which domains are public suffixes (com.vn). */
const isReached = ({ hostname }: URL): boolean =>
  hostname === location.hostname ||
  hostname.split('.').some((_, index, labels) => {
    const domain = labels.slice(index).join('.')
    return `.${location.hostname}`.endsWith(`.${domain}`) && sticks(domain)
  })

/** `isAsked`: the page says that this address of its own leads to another of its domains. */
const carrying = (address: string, isAsked: boolean): string => {
  const url = new URL(address, document.baseURI)
  const isTarget = isAsked ? isOwn(url) || url.host === location.host : isOwn(url) && !isReached(url)
  if (!isTarget || tokenIn(url.href)) return address
  const { visitor, session, entry } = state.recognise(shared.view, false) || {}
  if (!visitor || !session) return address
  const now = Date.now()
  return withToken(url.href, tokenOf({ visitor, session, last: now.toString(36), entry }, { browser, now }))
}

/** What puts addresses back as the page wrote them. */
const restores = new Set<() => void>()

const carry = (element: Element, attribute: string): void => {
  const address = element.getAttribute(attribute)
  const carried = carrying(address || location.href, !!element.closest('[data-minnow-link]'))
  if (address === null || carried === address) return
  element.setAttribute(attribute, carried)
  const restore = guard(() => {
    restores.delete(restore)
    if (element.getAttribute(attribute) === carried) element.setAttribute(attribute, address)
  })
  restores.add(restore)
  setTimeout(restore, carriesMs)
}

// The window hears first, and the document's listener of the tag before this part's: what is recorded is as it was.
on(window, 'click auxclick submit', () => {
  for (const restore of restores) restore()
})
on<MouseEvent>(document, 'click auxclick', (event) => {
  const link = event.button < 2 && (event.composedPath()[0] as Element).closest('a[href],area[href]')
  if (link) carry(link, 'href')
})
on<SubmitEvent>(document, 'submit', (event) => {
  const form = event.target as HTMLFormElement
  const { submitter } = event
  const has = (name: string) => submitter?.hasAttribute(`form${name}`)
  const [element, attribute] = submitter && has('action') ? [submitter, 'formaction'] : [form, 'action']
  const method = (submitter && has('method') ? submitter : form).getAttribute(has('method') ? 'formmethod' : 'method')
  // The fields take the place of the query, so that beside a fragment nothing has room.
  if (!/^post$/i.test(`${method}`) && /#./.test(`${element.getAttribute(attribute)}`)) return
  carry(element, attribute)
})

const referrerIsOwn = (): boolean => !!document.referrer && isOwn(new URL(document.referrer))

/** Out of the address bar, and out of everything that would keep the address. */
const forgetToken = (): void => {
  guard(() => history.replaceState(history.state, '', withoutToken(location.href)))()
  for (const event of waiting()) {
    event.url = event.url && withoutToken(event.url)
    if (event.entry) event.entry.url = withoutToken(event.entry.url)
  }
  shared.view.url = withoutToken(shared.view.url)
  if (state.isStoring && localStorage[storageKey]) {
    localStorage[storageKey] = withoutToken(localStorage[storageKey])
  }
}

const arrive = guard(() => {
  const token = tokenIn(location.href)
  if (!token) return
  guard(forgetToken)()
  const isReferred = referrerIsOwn()
  const carried =
    !document.referrer || isReferred ? readToken(token, { browser, now: Date.now(), isReferred }) : undefined
  if (carried) {
    const { visitor, session, last, entry } = carried
    state.takeUp = guard(() => {
      state.takeUp = undefined
      if (document.cookie.includes(`${storageKey}=off`)) return
      writeCookie(storageKey, `${visitor}.${session}.${last}`)
      if (entry) localStorage[storageKey] = JSON.stringify({ session, ...entry })
    })
  }
  // The part that reads consent, which such an address loads, too, decides, and lets the events go.
  state.said.push()
})

arrive()
on(window, 'hashchange', arrive)
guard(() => {
  Object.assign(window.minnow || {}, { link: (address: unknown) => carrying(`${address}`, true) })
})()
