// Reads what the visitor agreed to (Consent Mode, TCF, the page itself), says it with every event, and keeps the
// browser's storage to that. Loaded where a site waits for consent or a page speaks of it, and by an opt-out link.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { consentAfter, consentOf, consentOfTcf, type Signals, type TcfData } from './consent-state.ts'
import { writeCookie } from './cookie.ts'
import { beforeConsent, domains, recognition, storageKey } from './own-tag.ts'
import { parts } from './parts.ts'

const { state, shared, on, guard, leave, waiting, startDelivery } = parts

const saidKey = `${storageKey}.consent`
/** How long a consent manager may take for a returning visitor, where it does not say itself. */
const usualWaitMs = 500
const longestWaitMs = 5e3

const isGated = recognition === 'consent'
const { recognise } = state
const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean }
let signals: Signals = {}
/** By `minnow.consent`, which is remembered here, because no consent manager does it. */
let saidByPage: Signals = {}

const removeCookie = (): void => {
  const labels = location.hostname.split('.')
  for (const domain of ['', ...labels.map((_, index) => `;domain=${labels.slice(index).join('.')}`)]) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4
    document.cookie = `${storageKey}=;path=/;max-age=0${domain}`
  }
}

const forget = guard(() => {
  if (!document.cookie.includes(`${storageKey}=off`)) removeCookie()
  for (const key of Object.keys(localStorage)) if (key.startsWith(storageKey)) localStorage.removeItem(key)
})

state.recognise = (view, isLanding) => {
  const recognised = recognise(view, isLanding)
  return recognised && { ...recognised, consent: consentOf(signals, !!globalPrivacyControl) }
}

/** What has not left yet learns what is known now; what earlier pages left behind knows its visitor. */
const stamp = (): void => {
  const events = waiting().filter((event) => shared.recent.includes(event) || !event.visitor)
  events.forEach((event: IncomingEvent, index) => {
    const { url = '', referrer = '' } = event
    const nobody = { visitor: undefined, session: undefined, entry: undefined }
    Object.assign(event, nobody, state.recognise({ url, referrer }, index === 0))
  })
}

/** Who comes from another domain of the site is known once the part for that has read the address, and cleared it. */
let mayArrive = !!domains
const isArriving = (): boolean => mayArrive && /[#?&]minnow-link/.test(location.href)

/** A default is no answer yet: the choice of an earlier visit may follow, and must find what was stored then. */
let hasAnswer = false
let isLate = false

const settle = guard(() => {
  const { analytics_storage: said } = signals
  const mayStore = isGated ? said === 'granted' : recognition === 'full' && said !== 'denied'
  const began = mayStore && !state.isStoring
  state.isStoring = mayStore
  if (began) startDelivery()
  if (recognition && hasAnswer && !mayStore) forget()
  if (Object.keys(saidByPage)[0] && (mayStore || !isGated)) localStorage[saidKey] = JSON.stringify(saidByPage)
  if (mayStore) state.takeUp?.()
  stamp()
  // Where nothing may be recorded without consent, nothing leaves the page; else it leaves without a visitor.
  if (isGated && !mayStore && beforeConsent === 'drop') state.held = 2
  else if (hasAnswer || mayStore || isLate) state.held = isArriving()
  if (!state.held) leave()
})

let timer: ReturnType<typeof setTimeout>
const wait = (waitMs: number): void => {
  clearTimeout(timer)
  timer = setTimeout(() => {
    isLate = true
    settle()
  }, waitMs)
}

const isArguments = (given: object): given is unknown[] => (given as unknown[])[0] === 'consent'

/** Whether this browser is measured at all, by a link or a call. */
const optOut = guard((isOut: boolean) => {
  forget()
  removeCookie()
  if (isOut) {
    writeCookie(storageKey, 'off')
    waiting().length = 0
  }
  for (const link of document.querySelectorAll<HTMLElement>(`a[href$="#minnow-opt-${isOut ? 'out' : 'in'}"]`)) {
    const { minnowDone } = link.dataset
    if (minnowDone) link.textContent = minnowDone
  }
})

const hear = guard((given: unknown) => {
  if (typeof given !== 'object' || !given) return
  const { opt_out: isOut } = given as { opt_out?: boolean }
  if (isOut !== undefined) optOut(isOut)
  else if (isArguments(given)) {
    const [, command, said] = given as [string, string, { wait_for_update?: number }]
    if (said.wait_for_update) wait(Math.min(said.wait_for_update, longestWaitMs))
    hasAnswer = hasAnswer || command === 'update'
    signals = consentAfter(signals, command, said)
  } else {
    hasAnswer = true
    saidByPage = consentAfter(saidByPage, 'update', given)
    signals = { ...signals, ...saidByPage }
  }
})

const followLink = (): void => {
  const [, way] = /#minnow-opt-(in|out)$/.exec(location.hash) || []
  if (way) optOut(way === 'out')
}

guard(() => {
  if (recognition) saidByPage = signals = consentAfter({}, 'update', JSON.parse(localStorage[saidKey] || '{}'))
})()
wait(usualWaitMs)
const { said } = state
// Where that part is kept out, nobody is waited for any longer.
if (isArriving()) {
  setTimeout(() => {
    mayArrive = false
    settle()
  }, longestWaitMs)
}
said.forEach(hear)
said.push = (...all) => {
  all.forEach(hear)
  settle()
  return 0
}
followLink()
on(window, 'hashchange', followLink)
window.__tcfapi?.('addEventListener', 2, (data, isFine) => {
  const told = isFine && consentOfTcf(data as TcfData)
  if (!told) return
  hasAnswer = true
  signals = { ...signals, ...told }
  settle()
})
settle()
