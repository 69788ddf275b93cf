// The tag. What is captured is in views, clicks, breaks and forms; record makes events of it; deliver gets them to
// Minnow. The other parts (`load`) come only to the pages that need them.
import { mediaBroke, startBreaks } from './breaks.ts'
import { recordDeclared, startClicks } from './clicks.ts'
import { addressOf, domains, script, site } from './config.ts'
import { leave, startDelivery, waiting } from './deliver.ts'
import { isIgnored, selectorOf } from './element.ts'
import { guard, on } from './guard.ts'
import { startLate } from './late-layer.ts'
import { plain, record, shared } from './record.ts'
import { startViews } from './views.ts'
import { state } from './visitor.ts'

type Call = ['track' | 'identify' | 'consent', ...unknown[]]
type Api = Record<Call[0], (...args: unknown[]) => unknown> & { q?: Call[] | 0 }
declare global {
  interface Window {
    minnow?: Api
    dataLayer?: unknown
    __tcfapi?: (command: string, version: number, answer: (data: unknown, isFine: boolean) => void) => void
  }
}

const asked: Record<string, Element> = {}

/** Loads a part of the tag, once. The page's own content security nonce goes with it. */
const load = (part: string): void => {
  const src = addressOf(`m/${part}.js`)
  if (asked[src]) return
  asked[src] = Object.assign(document.createElement('script'), { src, nonce: script.nonce, parts })
  document.head.append(asked[src])
}

const parts = {
  on,
  selectorOf,
  shared,
  guard,
  isIgnored,
  record,
  view: shared.view,
  recordDeclared,
  mediaBroke,
  state,
  leave,
  waiting,
  startDelivery,
  load,
}
export type Parts = typeof parts

/** Looks for what needs a part of its own, at every sign that the page may have changed. */
const look = (_?: unknown): void => {
  if (window.__tcfapi || state.said[0] || state.held || /[#?&]minnow-/.test(location as never)) load('consent')
  if (document.querySelector('video,[src*=youtu],[src*=vimeo]')) load('video')
  if (window.dataLayer) load('layer')
  if (domains) load('domains')
  if (document.querySelector('form')) load('forms')
  // The part needs a browser of 2022; an older one would only complain about it.
  if (document.readyState === 'complete' && 'at' in []) load('vitals')
}

const start = guard(() => {
  // The page may hold on to the object that kept its calls.
  window.minnow = window.minnow || ({} as Api)
  const api: Partial<Api> = window.minnow
  const { q } = api
  // A second tag on the page would count everything twice.
  if (!site || (api.track && !q)) return
  const calls: Api = {
    track: record as Api['track'],
    // A page that knows nobody must not make one person of all.
    identify: (user) => user && record('identify', 0, plain({ user: typeof user === 'object' ? user : `${user}` })),
    consent: (given) => look(state.said.push(given)),
    q: 0,
  }
  Object.assign(api, calls)
  startDelivery()
  startLate()
  startViews()
  startClicks()
  startBreaks()
  for (const [name, ...args] of q || []) calls[name](...args)
  look()
  on(window, 'load click', () => setTimeout(look, 500))
})

if ((document as { prerendering?: boolean }).prerendering) on(document, 'prerenderingchange', start)
else start()
