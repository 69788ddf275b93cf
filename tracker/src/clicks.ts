// Clicks on links and buttons, named by what they are for.
import { isIgnored, selectorOf, textOf } from './element.ts'
import { guard, on } from './guard.ts'
import { linkKindOf } from './link-kind.ts'
import { type Properties, record } from './record.ts'

const clickable = 'a,area,button,summary,[role=button],[role=link],[type=submit],[type=button]'

/** `data-minnow-item-id="7"` beside `data-minnow-event` becomes the property `item_id`. */
export const recordDeclared = (element: Element | null): void => {
  if (!element) return
  const properties: Properties = {}
  for (const { name, value } of element.attributes) {
    if (name.startsWith('data-minnow-')) properties[name.slice(12).replace(/-/g, '_')] = value
  }
  const { event, ...rest } = properties
  if (event) record(event as string, rest)
}

export const startClicks = guard(() => {
  on<MouseEvent>(document, 'click auxclick', (event) => {
    const target = event.composedPath()[0] as Element
    // Of the other buttons, only the middle one follows a link.
    if (event.button > 1 || isIgnored(target)) return
    recordDeclared(target.closest('[data-minnow-event]:not(form)'))
    const element = target.closest(clickable) as HTMLAnchorElement | null
    if (!element) return
    const href = String(element.href || '').slice(0, 1e3)
    const host = element.host === location.host ? '' : element.host || ''
    const [name, properties] = linkKindOf(href, host, element.hasAttribute('download'))
    record(name, {
      selector: selectorOf(element),
      text: textOf(element),
      href,
      outbound: !!host,
      ...properties,
    })
  })
})
