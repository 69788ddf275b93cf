// Whether a form that was sent led anywhere. Says "failed" only where nothing speaks for success.
import { parts } from './parts.ts'

const { guard, on } = parts

/** As long as a person waits before doubting. */
const patienceMs = 1e4
/** Two presses in quick succession are one. */
const doublePressMs = 1e3

type Outcome = 'request failed' | 'refused' | 'no answer'

/** The form being watched; sending it again asks for the verdict on the first try. */
let current: { form: HTMLFormElement; since: number; decide: () => void; stop: () => void } | undefined

const isVisible = (element: HTMLElement): boolean => element.isConnected && element.getClientRects().length > 0

const originOf = (form: HTMLFormElement): string => new URL(form.getAttribute('action') || '', location.href).origin

/** A `fetch` of the page to its own server or to the form's address that was refused or never answered. */
const isFailedRequest = (entry: PerformanceResourceTiming, form: HTMLFormElement): boolean =>
  /fetch|xmlhttprequest/.test(entry.initiatorType) &&
  [location.origin, originOf(form)].includes(new URL(entry.name).origin) &&
  (entry.responseStatus >= 400 ||
    (entry.responseStatus === 0 && entry.decodedBodySize === 0 && !entry.name.endsWith('/api/collect')))

/** A button that says "Sending…" is no answer; any other change of what the page shows may be one. */
const isAnswer = ({ target }: MutationRecord, form: HTMLFormElement): boolean => {
  const element = target instanceof Element ? target : target.parentElement
  if (!element || element.matches('html,head,head *,body,script,style')) return element?.localName === 'body'
  return element !== form && !(form.contains(element) && element.closest('button,input'))
}

export const watchOutcome = (form: HTMLFormElement, failed: (outcome: Outcome) => void): void => {
  if (current && current.form === form && Date.now() - current.since > doublePressMs) current.decide()
  current?.stop()

  const address = location.href
  let isAnswered = false
  let isRequestFailed = false
  const changes = new MutationObserver(
    guard((records: MutationRecord[]) => {
      if (records.some((change) => isAnswer(change, form))) isAnswered = true
    }),
  )
  changes.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['class', 'style', 'hidden', 'open'],
  })
  const requests = new PerformanceObserver(
    guard((list: PerformanceObserverEntryList) => {
      const entries = list.getEntries() as PerformanceResourceTiming[]
      if (entries.some((entry) => isFailedRequest(entry, form))) isRequestFailed = true
    }),
  )
  requests.observe({ type: 'resource' })

  const stop = (): void => {
    clearTimeout(timer)
    changes.disconnect()
    requests.disconnect()
    current = undefined
  }
  const decide = guard(() => {
    stop()
    if (location.href !== address || !isVisible(form)) return
    if (isRequestFailed) failed('request failed')
    else if (form.querySelector('[aria-invalid=true]')) failed('refused')
    else if (!isAnswered) failed('no answer')
  })
  const timer = setTimeout(decide, patienceMs)
  current = { form, since: Date.now(), decide, stop }
}

// Emptying a form is how many pages say thank you; leaving the page is an answer as well.
on(document, 'reset', (event) => event.target === current?.form && current?.stop())
on(window, 'pagehide', () => current?.stop())
