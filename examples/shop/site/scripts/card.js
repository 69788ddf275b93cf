import { pushItems, pushList, toItem } from './data-layer.js'
import { announce, money, root, safe } from './dom.js'
import { icons } from './icons.js'
import { addToCart, toggleWish, wishes } from './store.js'

export const productUrl = (id) => `${root}products/${id}.html`

const card = (product, index, wished) => `
  <li class="card" data-id="${product.id}" data-index="${index}">
    <a class="picture" href="${productUrl(product.id)}" tabindex="-1" aria-hidden="true">
      <img src="${root}images/${product.id}.svg" alt="" width="400" height="400" ${index > 3 ? 'loading="lazy"' : ''} />
    </a>
    <button class="heart" type="button" aria-pressed="${wished}" aria-label="Save ${safe(product.name)}">${icons.heart}</button>
    <div class="words">
      <h3><a href="${productUrl(product.id)}">${safe(product.name)}</a></h3>
      <p class="origin">${safe(product.origin)}</p>
      <p class="buy"><span class="price">${money(product.price)}</span><button class="add" type="button" aria-label="Add ${safe(product.name)} to cart">Add</button></p>
    </div>
  </li>`

export const putInCart = (product, quantity = 1) => {
  addToCart(product.id, quantity)
  pushItems('add_to_cart', [toItem(product, { quantity })])
  announce(`${product.name} is in your cart.`, { href: 'cart.html', text: 'See cart' })
}

export const pressHeart = (button, product) => {
  const added = toggleWish(product.id)
  button.setAttribute('aria-pressed', String(added))
  if (added) pushItems('add_to_wishlist', [toItem(product)])
  announce(added ? `${product.name} is saved.` : `${product.name} is no longer saved.`)
}

/** Shows products in a list, tells the data layer that they were seen, and listens. */
export const showCards = (place, list, products, { tell = true } = {}) => {
  const saved = wishes()
  place.innerHTML = products.map((product, index) => card(product, index, saved.includes(product.id))).join('')
  if (tell && products.length > 0)
    pushList(
      'view_item_list',
      list,
      products.map((product, index) => ({ product, index })),
    )
  place.onclick = (event) => {
    const box = event.target.closest('.card')
    const product = products.find(({ id }) => id === box?.dataset.id)
    if (!product) return
    const heart = event.target.closest('.heart')
    if (heart) pressHeart(heart, product)
    else if (event.target.closest('.add')) putInCart(product)
    else if (event.target.closest('a')) pushList('select_item', list, [{ product, index: Number(box.dataset.index) }])
  }
}
