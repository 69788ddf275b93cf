import type { IncomingEvent } from '../../../src/contract/collect.ts'
import { DAY_MS } from './calendar.ts'
import { parameters as p } from './parameters.ts'
import { basketOf, type Walk } from './walk.ts'

const suffix = ' · Suối Trà'

const shippingForm = { form: 'shipping-form', fields: 'name,email,phone,address,city,tier,remember' } as const

export type Refund = { time: number; event: Omit<IncomingEvent, 'id' | 'visitor' | 'time'> }

/** From the cart to the thank-you page, as far as this visitor goes. Answers the refund that follows, if one does. */
export const goToCart = (walk: Walk): Refund | null => {
  const { visit, chance, memory, currency } = walk
  const { items, value } = basketOf(memory.cart, currency)
  const priced = { currency, value }
  visit.open({ path: 'cart.html', title: `Cart${suffix}` })
  visit.tell('view_cart', { items }, priced)
  visit.wait(chance.around(15, 0.6))
  visit.leave(80)
  if (!chance.happens(p.beginsCheckout)) return null

  visit.open({ path: 'checkout.html', title: `Delivery${suffix}` })
  visit.tell('begin_checkout', { items }, priced)
  visit.wait(chance.around(8, 0.4))
  visit.tell('form_start', shippingForm)
  visit.wait(chance.around(48, 0.4))
  if (walk.isBroken) {
    struggle(walk)
    return null
  }
  if (!chance.happens(p.givesShipping)) {
    visit.leave(70)
    return null
  }
  visit.tell('add_shipping_info', { items, shipping_tier: chance.weighted(p.tiers) }, priced)
  visit.tell('form_submit', { ...shippingForm, destination: '' })
  visit.leave(85)

  const payment = chance.weighted(p.payments)
  visit.open({ path: 'payment.html', title: `Payment${suffix}` })
  visit.wait(chance.around(20, 0.5))
  if (!chance.happens(p.givesPayment)) {
    visit.leave(75)
    return null
  }
  visit.tell('add_payment_info', { items, payment_type: payment }, priced)
  visit.tell('form_submit', { form: 'payment-form', fields: 'payment', destination: '' })
  visit.leave(85)
  if (!chance.happens(p.pays)) return null
  return buy(walk, payment)
}

/** The days when the form on one browser takes the tap and nothing follows. */
const struggle = ({ visit, chance }: Walk): void => {
  const attempts = chance.whole(1, 3)
  for (let attempt = 0; attempt < attempts; attempt++) {
    visit.tell('form_submit', {
      form: 'shipping',
      fields: 'name,email,phone,address,city,tier,remember',
      destination: '',
    })
    visit.tell('script_error', {
      message: "TypeError: undefined is not an object (evaluating 'form.elements.tier.value')",
      file: 'scripts/checkout.js',
      line: 41,
    })
    visit.wait(chance.between(5, 14))
    visit.tell('form_failed', { form: shippingForm.form, reason: 'no answer' })
  }
  visit.wait(chance.around(10, 0.5))
  visit.leave(75)
}

const buy = (walk: Walk, payment: keyof typeof p.refunded): Refund | null => {
  const { visit, chance, memory, currency, email } = walk
  const { items, value } = basketOf(memory.cart, currency)
  const transaction_id = `ST-${chance.letters(10).toUpperCase()}`
  visit.wait(chance.around(3, 0.4))
  visit.open({ path: `thank-you.html?order=${transaction_id}`, title: `Thank you${suffix}` })
  if (chance.happens(p.isRemembered)) visit.tell('identify', {}, { user: { email } })
  const sold = { currency, value, transaction_id }
  visit.tell('purchase', { items, tax: 0 }, sold)
  visit.wait(chance.around(12, 0.5))
  visit.leave(80)
  if (chance.happens(p.reloadsThanks)) {
    visit.wait(chance.between(20, 200))
    visit.open({ path: `thank-you.html?order=${transaction_id}`, title: `Thank you${suffix}` })
    visit.tell('purchase', { items, tax: 0 }, sold)
    visit.leave(80)
  }
  memory.cart.length = 0
  memory.bought = true
  if (!chance.happens(p.refunded[payment])) return null
  const isPartial = items.length > 1 && chance.happens(p.refundIsPartial)
  const back = isPartial ? items.slice(0, 1) : items
  return {
    time: visit.now + Math.round(chance.between(1, 9) * DAY_MS),
    event: {
      name: 'refund',
      session: visit.session,
      ...(visit.entry ? { entry: visit.entry } : {}),
      currency,
      value: back.reduce((sum, item) => sum + item.price * item.quantity, 0),
      transaction_id,
      properties: { items: back },
    },
  }
}
