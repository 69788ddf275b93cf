import { findProduct } from './catalogue.js'
import { sumOf, toItems } from './data-layer.js'
import { money, root, safe } from './dom.js'
import { cartLines } from './store.js'

export const freeDeliveryFrom = 800_000
export const tiers = [
  { id: 'standard', name: 'Standard, 3–5 days', price: 35_000 },
  { id: 'express', name: 'Express, tomorrow', price: 80_000 },
  { id: 'pickup', name: 'Pick up in Hà Nội', price: 0 },
]
export const payments = [
  { id: 'cash_on_delivery', name: 'Cash on delivery', note: 'Pay when you hold it in your hands.' },
  { id: 'bank_qr', name: 'Bank transfer by QR', note: 'VietQR or PromptPay.' },
  { id: 'card', name: 'Card', note: 'A demonstration: no number is asked for.' },
]

export const shippingPrice = (tierId, goods) => {
  const tier = tiers.find(({ id }) => id === tierId) ?? tiers[0]
  return tier.id === 'standard' && goods >= freeDeliveryFrom ? 0 : tier.price
}

/** The cart as GA4 items with its sums. */
export const basket = (tierId) => {
  const items = toItems(cartLines())
  const goods = sumOf(items)
  const shipping = tierId === undefined ? 0 : shippingPrice(tierId, goods)
  return { items, goods, shipping, total: goods + shipping }
}

export const summary = (tierId) => {
  const { items, goods, shipping, total } = basket(tierId)
  const lines = items
    .map(({ item_id, item_name, quantity, price }) => {
      const image = findProduct(item_id)
        ? `<img src="${root}images/${item_id}.svg" alt="" width="56" height="56" />`
        : ''
      return `<li>${image}<span>${safe(item_name)}<small>${quantity} × ${money(price)}</small></span><b>${money(price * quantity)}</b></li>`
    })
    .join('')
  const delivery =
    tierId === undefined ? '' : `<p><span>Delivery</span><span>${shipping === 0 ? 'Free' : money(shipping)}</span></p>`
  return `<h2>Your order</h2><ul>${lines}</ul><p><span>Goods</span><span>${money(goods)}</span></p>${delivery}<p class="sum"><span>Total</span><b>${money(total)}</b></p>`
}

const steps = [
  ['cart.html', 'Cart'],
  ['checkout.html', 'Delivery'],
  ['payment.html', 'Payment'],
  ['thank-you.html', 'Done'],
]

export const progress = (page) => {
  const here = steps.findIndex(([file]) => file === page)
  return steps
    .map(([file, name], index) => {
      const state = index < here ? 'past' : index === here ? 'here' : ''
      const text =
        index < here && page !== 'thank-you.html' ? `<a href="${root}${file}">${name}</a>` : `<span>${name}</span>`
      return `<li class="${state}"${index === here ? ' aria-current="step"' : ''}>${text}</li>`
    })
    .join('')
}
