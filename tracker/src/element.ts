// What can be said about an element without reading anything that the visitor typed.

/** Written by a person, and no state of the moment. */
const stableName = /^(?!is-|has-|active|open)[a-z_-]+\d{0,2}$/i

/** Short, and the same tomorrow: from the nearest id down, by tag and classes; generated names and states are left out. */
export const selectorOf = (element: Element): string => {
  let path = ''
  let depth = 0
  for (let node: Element | null = element; node && node !== document.body && depth++ < 5; node = node.parentElement) {
    const tag = node.localName
    if (stableName.test(node.id)) return `#${node.id}${path}`
    const classes = [...node.classList].filter((name) => stableName.test(name)).slice(0, 2)
    const { parentElement } = node
    let place = ''
    if (!classes[0] && parentElement) {
      const alike = [...parentElement.children].filter((sibling) => sibling.localName === tag)
      if (alike[1]) place = `:nth-of-type(${alike.indexOf(node) + 1})`
    }
    path = `>${[tag, ...classes].join('.')}${place}${path}`
  }
  return path.slice(1)
}

const textCharacters = 64

/** What the visitor reads on it; never what is in a field. */
export const textOf = (element: HTMLElement): string => {
  if (element.isContentEditable) return ''
  const label =
    element.localName === 'input'
      ? (element as HTMLInputElement).value // of a submit button: no other input is asked
      : // biome-ignore lint/performance/useDomNodeTextContent: what is hidden was not what the visitor clicked on
        element.innerText || element.ariaLabel || element.querySelector('img')?.alt
  return [...(label || '').trim().replace(/\s+/g, ' ')].slice(0, textCharacters).join('')
}

export const isIgnored = (element: Element): boolean => !!element.closest('[data-minnow-ignore]')
