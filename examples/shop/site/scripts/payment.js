import { pushItems } from './data-layer.js'
import { one, root } from './dom.js'
import { basket, payments, progress, summary } from './order.js'
import { dress } from './shell.js'
import { clearOrder, emptyCart, keepLastOrder, order, updateOrder } from './store.js'

dress()
const { tier, email, remember } = order()
const { items, shipping, total } = basket(tier)
if (items.length === 0) location.replace(`${root}cart.html`)
else if (!tier) location.replace(`${root}checkout.html`)

one('#steps').innerHTML = progress('payment.html')
one('#summary').innerHTML = summary(tier)
const form = one('#payment-form')
one('#payments').innerHTML = payments
  .map(
    ({ id, name, note }, index) =>
      `<label class="choice"><input type="radio" name="payment" value="${id}" ${index === 0 ? 'checked' : ''} /><span>${name}<small>${note}</small></span></label>`,
  )
  .join('')

const newNumber = () => {
  const random = crypto.getRandomValues(new Uint32Array(2))
  return `ST-${[...random]
    .map((part) => part.toString(36))
    .join('')
    .toUpperCase()
    .slice(0, 10)}`
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const payment = new FormData(form).get('payment')
  updateOrder({ payment })
  pushItems('add_payment_info', items, { payment_type: payment })
  const transaction_id = newNumber()
  keepLastOrder({ transaction_id, items, shipping, total, payment, tier, told: false, ...(remember ? { email } : {}) })
  emptyCart()
  clearOrder()
  location.assign(`${root}thank-you.html?order=${transaction_id}`)
})
