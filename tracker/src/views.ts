// Page views and what was read of them: load, single-page navigation, return by the back/forward cache.
import { leave } from './deliver.ts'
import { guard, on } from './guard.ts'
import { record, shared, titleNow, viewOf } from './record.ts'
import { pageKeyOf, searchTermOf } from './url.ts'

/** Longest time between two signs of life that still counts as attention. */
const attentionMs = 3e4

/** Shorter than the wait for a batch. */
const titleDelayMs = 250

let engagedMs = 0
let scrollPercent = 0
let sentSeconds = 0
let sentPercent = 0
/** Since when attention is counted; 0 while nobody looks. */
let since = 0

/** A sign of life, or (while the page is hidden) the end of it. */
const attend = (isOver?: unknown): void => {
  const now = Date.now()
  if (since) engagedMs += Math.min(now - since, attentionMs)
  since = isOver === true || document.hidden ? 0 : now
}

const measureScroll = (): void => {
  const percent = ((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100
  scrollPercent = Math.max(scrollPercent, Math.min(100, ~~percent))
}

const recordEngagement = (): void => {
  attend()
  measureScroll()
  const seconds = Math.round(engagedMs / 1e3)
  if (seconds <= sentSeconds && scrollPercent <= sentPercent) return
  record('engagement', {
    engaged_seconds: seconds,
    engaged_seconds_before: sentSeconds,
    scroll_percent: scrollPercent,
    scroll_percent_before: sentPercent,
  })
  sentSeconds = seconds
  sentPercent = scrollPercent
}

const recordView = (trigger: string): void => {
  attend()
  engagedMs = scrollPercent = sentSeconds = sentPercent = 0
  const { url, referrer } = shared.view
  record('page_view', { trigger })
  // Single-page applications give the title a moment after the address.
  const event = shared.recent.slice(-1)[0]
  setTimeout(() => {
    if (event && url === shared.view.url) event.title = titleNow()
  }, titleDelayMs)
  const term = searchTermOf(url)
  if (term && term !== searchTermOf(referrer)) record('search', { search_term: term })
}

/** What belongs to the page so far leaves at once. */
const leavePage = (): void => {
  recordEngagement()
  leave()
}

let address = location.href

/** Scripts replace the address to tidy its parameters; only a push or a click on "back" makes another page of them. */
const navigated = (isReplace: boolean): void => {
  const before = address
  address = location.href
  if (pageKeyOf(before, isReplace) === pageKeyOf(address, isReplace)) return
  leavePage()
  shared.view = viewOf(before)
  recordView('navigation')
}

const watchHistory = guard((name: 'pushState' | 'replaceState', isReplace: boolean) => {
  const original = history[name]
  history[name] = function (...args) {
    original.apply(this, args)
    guard(navigated)(isReplace)
  }
})

export const startViews = guard(() => {
  recordView('load')
  watchHistory('pushState', false)
  watchHistory('replaceState', true)
  on(window, 'popstate hashchange', () => navigated(false))
  on<PageTransitionEvent>(window, 'pageshow', (event) => event.persisted && recordView('back_forward_cache'))
  on(document, 'scroll', measureScroll)
  on(window, 'pointerdown scroll keydown focus pointermove', attend)
  // A frame in the page takes the focus from the window, but not from the document.
  on(window, 'blur', () => attend(!document.hasFocus()))
  on(document, 'visibilitychange', () => (document.hidden ? leavePage() : attend()))
  on(window, 'pagehide', leavePage)
})
