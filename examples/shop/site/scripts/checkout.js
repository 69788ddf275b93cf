import { pushItems } from './data-layer.js'
import { money, one, root } from './dom.js'
import { basket, progress, shippingPrice, summary, tiers } from './order.js'
import { dress } from './shell.js'
import { order, updateOrder } from './store.js'

dress()
const { items, goods } = basket()
if (items.length === 0) location.replace(`${root}cart.html`)

one('#steps').innerHTML = progress('checkout.html')
const form = one('#shipping-form')
one('#tiers').innerHTML = tiers
  .map(({ id, name }, index) => {
    const price = shippingPrice(id, goods)
    return `<label class="choice"><input type="radio" name="tier" value="${id}" ${index === 0 ? 'checked' : ''} /><span>${name}</span><b>${price === 0 ? 'Free' : money(price)}</b></label>`
  })
  .join('')

const chosen = () => new FormData(form).get('tier')
const showSum = () => {
  one('#summary').innerHTML = summary(chosen())
}
form.addEventListener('change', showSum)
showSum()

// A reload of this page is no second beginning.
const contents = JSON.stringify(items)
if (items.length > 0 && order().begun !== contents) {
  updateOrder({ begun: contents })
  pushItems('begin_checkout', items)
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const data = new FormData(form)
  updateOrder({ tier: chosen(), email: data.get('email'), remember: data.get('remember') === 'yes' })
  pushItems('add_shipping_info', items, { shipping_tier: chosen() })
  location.assign(`${root}payment.html`)
})
