// Copies the GA4 events that the page already sends, and keeps what is seen twice from counting twice.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { layerEventOf, type Witness } from './layer-event.ts'
import { parts } from './parts.ts'

const { record, shared, on, guard, state, load } = parts

const twinMs = 2e3
/** Who reports at the moment: the tag itself (or the page's call of Minnow), unless an entry is being copied. */
let witness: Witness = 'minnow'
const witnessesOf = new WeakMap<IncomingEvent, Witness[]>()

/** Each witness reports an action once, so a second report by another one within two seconds is the same action. */
shared.isTwin = (event) => {
  const earlier = shared.recent.find(
    (other) =>
      other.name === event.name &&
      Number(event.time) - Number(other.time) < twinMs &&
      !(witnessesOf.get(other) || ['minnow']).includes(witness),
  )
  if (!earlier) {
    witnessesOf.set(event, [witness])
    return false
  }
  witnessesOf.set(earlier, [...(witnessesOf.get(earlier) || ['minnow']), witness])
  // What only the second one knows still reaches the first, if that has not left yet.
  earlier.properties = { ...event.properties, ...earlier.properties }
  earlier.value = earlier.value || event.value
  earlier.currency = earlier.currency || event.currency
  earlier.transaction_id = earlier.transaction_id || event.transaction_id
  return true
}

const copy = guard((entry: unknown) => {
  const event = layerEventOf(entry)
  if (!event) return
  witness = event.witness
  record(event.name, event.properties)
  witness = 'minnow'
})

/** Consent is read by a part of its own; events wait for it. */
const passConsent = (entry: unknown): void => {
  if ((entry as unknown[])?.[0] !== 'consent') return
  state.held = state.held || true
  state.said.push(entry)
  load('consent')
}

/** What the tag copied because nobody else was there, when the page was hidden. */
let past = shared.copied
shared.copied = Infinity
let watched: unknown

const watch = guard(() => {
  const layer = window.dataLayer
  if (layer === watched || !Array.isArray(layer)) return
  watched = layer
  layer.forEach(passConsent)
  layer.slice(past).forEach(copy)
  past = 0
  const push = layer.push
  layer.push = function (...entries: unknown[]) {
    entries.forEach(passConsent)
    entries.forEach(copy)
    return push.apply(this, entries)
  }
})

watch()
// A page may begin its data layer anew.
on(window, 'load click pagehide', watch)
