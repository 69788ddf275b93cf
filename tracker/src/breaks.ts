// What is technically broken on the page: media that does not load, scripts that throw.
import { isIgnored } from './element.ts'
import { on } from './guard.ts'
import { record } from './record.ts'

const mostPerPage = 5
const seen = new Set<string>()

/** A loop of errors is one break. */
const recordOnce = (name: string, properties: Record<string, unknown>): void => {
  const key = JSON.stringify(properties)
  if (seen.has(key) || seen.size >= mostPerPage) return
  seen.add(key)
  record(name, properties)
}

const scriptBroke = (thrown: unknown, file = '', line?: number): void => {
  const message = String(thrown).slice(0, 200)
  // Nothing is known of another origin's error; a resize observer's complaint breaks nothing; extensions are not the page.
  if (!/^(Script error|ResizeObserver)/.test(message) && /^(http|$)/.test(file)) {
    recordOnce('script_error', { message, file, line })
  }
}

export const startBreaks = (): void => {
  on<ErrorEvent>(window, 'error', ({ target, message, filename, lineno }) => {
    const element = target as HTMLVideoElement
    const tag = element.localName
    if (!tag) scriptBroke(message, filename, lineno)
    else if (/^(img|video|audio|source)$/.test(tag) && !isIgnored(element)) {
      recordOnce('media_error', { media: element.currentSrc || element.src, tag, reason: element.error?.message })
    }
  })
  on<PromiseRejectionEvent>(window, 'unhandledrejection', ({ reason }) => scriptBroke(reason?.message || reason))
}
