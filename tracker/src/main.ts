// The tag. What is captured is in views, clicks, breaks and forms; record makes events of it; deliver gets them to
// Minnow. vitals, forms, video and layer are loaded only by the pages that need them.
import { mediaBroke, startBreaks } from './breaks.ts'
import { recordDeclared, startClicks } from './clicks.ts'
import { addressOf, script, site } from './config.ts'
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

const asked: string[] = []

/** Loads a part of the tag. The page's own content security nonce goes with it. */
function load(part: string): void {
  if (asked.includes(part)) return
  asked.push(part)
  const { nonce } = script
  document.head.append(
    Object.assign(document.createElement('script'), { src: addressOf(`m/${part}.js`), nonce, parts }),
  )
}

const parts = {
  shared,
  view: shared.view,
  record,
  on,
  guard,
  isIgnored,
  selectorOf,
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
  if (document.querySelector('form')) load('forms')
  if (document.querySelector('video,[src*=youtu],[src*=vimeo]')) load('video')
  if (window.dataLayer) load('layer')
  if (window.__tcfapi || state.said[0] || state.held || /#minnow-/.test(location as never)) load('consent')
  // The part needs a browser of 2022; an older one would only complain about it.
  if (document.readyState === 'complete' && 'at' in []) load('vitals')
}

const start = guard(() => {
  const { q, track } = window.minnow || {}
  // A second tag on the page would count everything twice.
  if (!site || (track && !q)) return
  const api: Api = {
    track: record as Api['track'],
    // A page that knows nobody must not make one person of all.
    identify: (user) => user && record('identify', 0, plain({ user: typeof user === 'object' ? user : `${user}` })),
    consent: (given) => look(state.said.push(given)),
    q: 0,
  }
  // The page may hold on to the object that kept its calls.
  window.minnow = Object.assign(window.minnow || {}, api)
  startDelivery()
  startLate()
  startViews()
  startClicks()
  startBreaks()
  for (const [name, ...args] of q || []) api[name](...args)
  look()
  on(window, 'load click', () => setTimeout(look, 500))
})

const { prerendering } = document as { prerendering?: boolean }
if (prerendering) on(document, 'prerenderingchange', start)
else start()
