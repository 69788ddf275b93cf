import { currency } from './catalogue.js'
import { pushEcommerce, sumOf } from './data-layer.js'
import { money, one, root } from './dom.js'
import { payments, progress, tiers } from './order.js'
import { dress } from './shell.js'
import { keepLastOrder, lastOrder } from './store.js'

dress()
one('#steps').innerHTML = progress('thank-you.html')
const placed = lastOrder()
if (!placed) location.replace(root)
else {
  const { transaction_id, items, shipping, total, payment, tier, email, told } = placed
  one('#number').textContent = transaction_id
  one('#total').textContent = money(total)
  one('#payment').textContent = payments.find(({ id }) => id === payment)?.name ?? ''
  one('#delivery').textContent = tiers.find(({ id }) => id === tier)?.name ?? ''
  // Coming back to this page, or reloading it, buys nothing more.
  if (!told) {
    if (email) window.minnow?.identify?.({ email })
    pushEcommerce('purchase', { transaction_id, currency, value: sumOf(items), shipping, tax: 0, items })
    keepLastOrder({ ...placed, told: true })
  }
}
