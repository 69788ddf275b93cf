import { findProduct } from './catalogue.js'
import { pushItems, toItem } from './data-layer.js'
import { money, one, root, safe } from './dom.js'
import { basket, freeDeliveryFrom, progress } from './order.js'
import { dress } from './shell.js'
import { cartLines, setQuantity } from './store.js'

dress()
one('#steps').innerHTML = progress('cart.html')
const place = one('#cart')

const line = ({ id, quantity }) => {
  const product = findProduct(id)
  return `
    <li data-id="${id}">
      <a href="${root}products/${id}.html" tabindex="-1" aria-hidden="true"><img src="${root}images/${id}.svg" alt="" width="96" height="96" /></a>
      <div><h2><a href="${root}products/${id}.html">${safe(product.name)}</a></h2><p class="origin">${safe(product.origin)}</p>
        <div class="count"><button type="button" data-step="-1" aria-label="One less">−</button><output>${quantity}</output><button type="button" data-step="1" aria-label="One more">+</button></div></div>
      <p class="price">${money(product.price * quantity)}</p>
    </li>`
}

const show = () => {
  const lines = cartLines()
  const { goods } = basket()
  const missing = freeDeliveryFrom - goods
  place.innerHTML = lines.length
    ? `<ul class="lines">${lines.map(line).join('')}</ul>
       <aside class="total"><p class="sum"><span>Goods</span><b>${money(goods)}</b></p>
       <p class="quiet">${missing > 0 ? `${money(missing)} more and standard delivery is free.` : 'Standard delivery is free.'}</p>
       <progress max="${freeDeliveryFrom}" value="${Math.min(goods, freeDeliveryFrom)}" aria-label="Until free delivery"></progress>
       <a class="button wide" id="to-checkout" href="${root}checkout.html">To delivery</a></aside>`
    : `<div class="nothing"><p>Your cart is empty, like a clean cup.</p><a class="button" href="${root}#catalogue">Look around</a></div>`
}

place.addEventListener('click', (event) => {
  const button = event.target.closest('[data-step]')
  if (!button) return
  const { id } = button.closest('[data-id]').dataset
  const step = Number(button.dataset.step)
  const have = cartLines().find((known) => known.id === id)?.quantity ?? 0
  setQuantity(id, Math.min(99, have + step))
  pushItems(step > 0 ? 'add_to_cart' : 'remove_from_cart', [toItem(findProduct(id))])
  show()
  one(`[data-id="${id}"] [data-step="${step}"]`, place)?.focus()
})

show()
const { items } = basket()
if (items.length > 0) pushItems('view_cart', items)
