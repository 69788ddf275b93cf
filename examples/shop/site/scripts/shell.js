import { contactLinks } from './contacts.js'
import { pushEvent } from './data-layer.js'
import { one, root } from './dom.js'
import { icons } from './icons.js'
import { cartCount, wishes } from './store.js'

const header = `
  <a class="skip" href="#main">Skip to content</a>
  <div class="bar wrap">
    <a class="brand" href="${root}">${icons.fish}<span>Suối Trà</span></a>
    <nav class="menu" aria-label="Shop">
      <a href="${root}#catalogue">Shop</a>
      <a href="${root}guide.html">Tea guide</a>
      <a href="${root}visit.html">Visit us</a>
    </nav>
    <form class="find" role="search" action="${root}search.html" method="get">
      <label class="hidden" for="find-q">Search the shop</label>
      <input id="find-q" name="q" type="search" placeholder="Search tea, cups…" autocomplete="off" maxlength="80" />
      <button type="submit" aria-label="Search">${icons.search}</button>
    </form>
    <a class="tool wish-link" href="${root}wishlist.html" aria-label="Wish list">${icons.heart}<b></b></a>
    <a class="tool cart-link" href="${root}cart.html" aria-label="Cart">${icons.bag}<b></b></a>
  </div>`

const footer = `
  <section class="letter" aria-labelledby="letter-title">
    <div class="wrap letter-box">
      <div>
        <h2 id="letter-title">A letter when the kettle boils</h2>
        <p>New glazes, first harvests, one recipe. Twice a month, never more.</p>
      </div>
      <form id="newsletter-form" name="newsletter">
        <label class="hidden" for="letter-email">E-mail address</label>
        <input id="letter-email" name="email" type="email" required placeholder="you@example.com" autocomplete="email" />
        <button class="button" type="submit">Send me letters</button>
      </form>
    </div>
  </section>
  <div class="wrap foot">
    <div>
      <a class="brand" href="${root}">${icons.fish}<span>Suối Trà</span></a>
      <p>Tea and clay from small workshops in Vietnam, Thailand and Lithuania.</p>
      <p class="quiet">A demonstration: nothing is sold, nothing is sent, and orders stay in your browser.</p>
    </div>
    <div>
      <h3>Talk to us</h3>
      <div class="chips">${contactLinks()}</div>
    </div>
    <nav aria-label="More">
      <h3>More</h3>
      <a href="${root}guide.html">Tea guide</a>
      <a href="${root}visit.html">Visit the shop</a>
      <a href="${root}visit.html#cafes">For cafés</a>
      <a href="${root}wishlist.html">Wish list</a>
    </nav>
  </div>`

const showCounts = () => {
  for (const [selector, count, label] of [
    ['.cart-link', cartCount(), 'Cart'],
    ['.wish-link', wishes().length, 'Wish list'],
  ]) {
    const link = one(selector)
    one('b', link).textContent = count > 0 ? String(count) : ''
    link.setAttribute('aria-label', count > 0 ? `${label}, ${count}` : label)
  }
}

const listenForLetter = () => {
  const form = one('#newsletter-form')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    pushEvent('newsletter_signup', { form: 'newsletter' })
    window.minnow?.identify?.({ email: new FormData(form).get('email') })
    const thanks = document.createElement('p')
    thanks.className = 'thanks'
    thanks.setAttribute('role', 'status')
    thanks.textContent = 'Thank you. The first letter is on its way (well, in a real shop it would be).'
    form.replaceWith(thanks)
  })
}

/** Header and footer, the same on every page. */
export const dress = () => {
  one('#header').innerHTML = header
  one('#footer').innerHTML = footer
  one('#find-q').value = new URLSearchParams(location.search).get('q') ?? ''
  showCounts()
  document.addEventListener('store-changed', showCounts)
  window.addEventListener('pageshow', showCounts)
  listenForLetter()
}
