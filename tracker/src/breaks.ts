// What is technically broken on the page: media that does not load, scripts that throw.
import { isIgnored } from './element.ts'
import { on } from './guard.ts'
import { record } from './record.ts'

const mostPerPage = 5
const seen: string[] = []

/** A loop of errors is one break. */
const recordOnce = (name: string, properties: Record<string, unknown>): void => {
  const key = JSON.stringify(properties)
  if (seen.includes(key) || seen.length >= mostPerPage) return
  seen.push(key)
  record(name, properties)
}

const scriptBroke = (thrown: unknown, file = '', line?: number): void => {
  const message = String(thrown).slice(0, 200)
  // Nothing is known of another origin's error; a resize observer's complaint breaks nothing; extensions are not the page.
  if (/^(http|$)/.test(file) && !/^(Script error|ResizeObserver)/.test(message)) {
    recordOnce('script_error', { message, file, line })
  }
}

/** A script that does not load is mostly one that a blocker keeps out, and breaks nothing. */
export const mediaBroke = (element: HTMLVideoElement): void => {
  const { localName: tag, currentSrc, src, error } = element
  const media = currentSrc || src
  if (media && tag !== 'script' && !isIgnored(element))
    recordOnce('media_error', { media, tag, reason: error?.message })
}

export const startBreaks = (): void => {
  on<ErrorEvent>(window, 'error', ({ target, message, filename, lineno }) =>
    target === window ? scriptBroke(message, filename, lineno) : mediaBroke(target as HTMLVideoElement),
  )
  on<PromiseRejectionEvent>(window, 'unhandledrejection', ({ reason }) => scriptBroke(reason?.message || reason))
}
