// Loaded once the page is there: Core Web Vitals, and what does not need to be known earlier.
import type { Metric } from 'web-vitals'
import { onCLS } from 'web-vitals/onCLS.js'
import { onFCP } from 'web-vitals/onFCP.js'
import { onINP } from 'web-vitals/onINP.js'
import { onLCP } from 'web-vitals/onLCP.js'
import { onTTFB } from 'web-vitals/onTTFB.js'
import { parts } from './parts.ts'

const { record, view, guard, on, mediaBroke } = parts

/** Once for each page load and each return by the back/forward cache, although some go on changing in the background. */
const reported = new Set<Metric>()
const report = (metric: Metric): void => {
  if (reported.has(metric)) return
  reported.add(metric)
  const { name, value, rating } = metric
  const digits = name === 'CLS' ? 4 : 0
  // Of the page that was loaded, also when a single-page application has moved on.
  record('web_vital', { metric: name, measure: Number(value.toFixed(digits)), rating }, view)
}

guard(() => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const status = navigation?.responseStatus || 0
  if (status > 399 || document.querySelector('meta[name=minnow][content=page-missing]')) {
    record('page_missing', { status }, view)
  }
})()

// Pictures that broke before the tag was there to hear of it. A vector image may well have no width of its own.
guard(() => {
  for (const image of document.images) {
    if (image.complete && !image.naturalWidth && !/\.svg/.test(image.currentSrc))
      mediaBroke(image as Element as HTMLVideoElement)
  }
})()

guard(() => {
  const { share } = navigator
  if (!share) return
  navigator.share = (data) => {
    const result = share.call(navigator, data)
    result.then(
      () => record('share', { method: 'native', href: data?.url }),
      () => {},
    )
    return result
  }
})()

/** What shares or leads into a chat needs a part of its own. */
let { currentScript: own } = document as { currentScript: HTMLScriptElement | null }
const look = guard(() => {
  const isNeeded = document.querySelector('[class*=share]') || /share|m.me|essage|url=/.test(`${[...document.links]}`)
  if (own && isNeeded) {
    const { src, nonce } = own
    own = null
    document.head.append(
      Object.assign(document.createElement('script'), { src: src.replace('vitals', 'links'), nonce, parts }),
    )
  }
})
on(window, 'click', look)
look()

guard(() => {
  for (const measure of [onLCP, onINP, onCLS, onFCP, onTTFB]) measure(report)
})()
