import { findProduct } from './catalogue.js'

/** Cart and wish list live in this browser only. Where storage is refused they last as long as the page. */
const memory = new Map()

const read = (area, key, fallback) => {
  try {
    const text = area().getItem(`suoi-tra:${key}`)
    return text === null ? fallback : JSON.parse(text)
  } catch {
    return memory.get(key) ?? fallback
  }
}

const write = (area, key, value) => {
  memory.set(key, value)
  try {
    area().setItem(`suoi-tra:${key}`, JSON.stringify(value))
  } catch {
    // The copy in memory above is all there is.
  }
  document.dispatchEvent(new CustomEvent('store-changed'))
}

const lasting = () => window.localStorage
const thisVisit = () => window.sessionStorage

export const cartLines = () => read(lasting, 'cart', []).filter(({ id, quantity }) => findProduct(id) && quantity > 0)
export const cartCount = () => cartLines().reduce((sum, line) => sum + line.quantity, 0)

export const setQuantity = (id, quantity) => {
  const lines = cartLines()
  const known = lines.some((line) => line.id === id)
  const next = known ? lines.map((line) => (line.id === id ? { id, quantity } : line)) : [...lines, { id, quantity }]
  write(
    lasting,
    'cart',
    next.filter((line) => line.quantity > 0),
  )
}

export const addToCart = (id, quantity = 1) => {
  const have = cartLines().find((line) => line.id === id)?.quantity ?? 0
  setQuantity(id, Math.min(99, have + quantity))
}

export const emptyCart = () => write(lasting, 'cart', [])

export const wishes = () => read(lasting, 'wishes', []).filter((id) => findProduct(id))
export const toggleWish = (id) => {
  const have = wishes()
  const added = !have.includes(id)
  write(lasting, 'wishes', added ? [...have, id] : have.filter((wish) => wish !== id))
  return added
}

/** The order on its way through the checkout, and the last one placed. */
export const order = () => read(thisVisit, 'order', {})
export const updateOrder = (change) => write(thisVisit, 'order', { ...order(), ...change })
export const clearOrder = () => write(thisVisit, 'order', {})
export const lastOrder = () => read(thisVisit, 'last-order', null)
export const keepLastOrder = (placed) => write(thisVisit, 'last-order', placed)

export const commentsOn = (id) => read(lasting, `comments:${id}`, [])
export const addComment = (id, comment) => write(lasting, `comments:${id}`, [...commentsOn(id), comment].slice(-20))
