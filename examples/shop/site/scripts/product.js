import { pressHeart, putInCart, showCards } from './card.js'
import { categories, findProduct, products } from './catalogue.js'
import { contactLinks, listenForShare, shareLinks } from './contacts.js'
import { pushItems, toItem } from './data-layer.js'
import { announce, money, one, root, safe } from './dom.js'
import { icons } from './icons.js'
import { dress } from './shell.js'
import { addComment, commentsOn, wishes } from './store.js'

dress()
const main = one('#main')
const product = findProduct(main.dataset.item)
const category = categories.find(({ id }) => id === product.category)

main.innerHTML = `
  <nav class="crumbs wrap" aria-label="You are here"><a href="${root}">Shop</a> / <a href="${root}search.html?q=${encodeURIComponent(category.name)}">${category.name}</a></nav>
  <div class="wrap product">
    <div class="stage"><img src="${root}images/${product.id}.svg" alt="${safe(product.name)}" width="400" height="400" /></div>
    <div class="facts">
      <p class="origin">${safe(product.origin)}</p>
      <h1>${safe(product.name)}</h1>
      <p class="line">${safe(product.line)}</p>
      <p class="price big">${money(product.price)}</p>
      <form class="take" id="take-form">
        <label for="quantity" class="hidden">Quantity</label>
        <input id="quantity" name="quantity" type="number" min="1" max="20" value="1" inputmode="numeric" />
        <button class="button add-to-cart" type="submit">Add to cart</button>
        <button class="heart large" type="button" aria-pressed="${wishes().includes(product.id)}" aria-label="Save ${safe(product.name)}">${icons.heart}</button>
      </form>
      <p>${safe(product.about)}</p>
      <ul class="dots">${product.facts.map((fact) => `<li>${safe(fact)}</li>`).join('')}</ul>
      <div class="asks"><h2>Ask before you buy</h2><div class="chips">${contactLinks(['zalo', 'messenger', 'line', 'phone'])}</div></div>
      <div class="asks"><h2>Show a friend</h2><div class="chips">${shareLinks(`${product.name}, Suối Trà`)}</div></div>
    </div>
  </div>
  <section class="film wrap" aria-labelledby="film-title">
    <div><h2 id="film-title">From the kettle to the cup</h2><p>Twelve quiet seconds: how we fill the first cup of the day.</p></div>
    <video id="product-video" controls playsinline preload="metadata" width="640" height="360" poster="${root}media/first-cup.svg" title="The first cup">
      <source src="${root}media/first-cup.mp4" type="video/mp4" />
      <source src="${root}media/first-cup.webm" type="video/webm" />
    </video>
  </section>
  <section class="wrap talk" aria-labelledby="talk-title">
    <h2 id="talk-title">What people say</h2>
    <ul class="comments" id="comments"></ul>
    <form class="comment-form stack" id="comment-form" name="comment">
      <label>Your name<input name="author" required maxlength="60" autocomplete="given-name" /></label>
      <label>Your comment<textarea name="comment" required rows="3" maxlength="500"></textarea></label>
      <button class="button quiet-button" type="submit">Post comment</button>
    </form>
  </section>
  <section class="wrap"><h2>Goes well with it</h2><ul class="grid four" id="related"></ul></section>`

pushItems('view_item', [toItem(product)])
listenForShare(main, product.name)

one('#take-form').addEventListener('submit', (event) => {
  event.preventDefault()
  putInCart(product, Math.min(20, Math.max(1, Math.round(Number(one('#quantity').value)) || 1)))
})
one('.heart.large').addEventListener('click', (event) => pressHeart(event.currentTarget, product))

const first = { author: 'Rūta', text: 'It came wrapped in rice straw and arrived whole. My mornings are slower now.' }
const showComments = () => {
  one('#comments').innerHTML = [first, ...commentsOn(product.id)]
    .map(({ author, text }) => `<li><p>${safe(text)}</p><p class="origin">${safe(author)}</p></li>`)
    .join('')
}
showComments()
one('#comment-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.currentTarget
  addComment(product.id, { author: form.elements.author.value.trim(), text: form.elements.comment.value.trim() })
  form.reset()
  showComments()
  announce('Thank you, your comment is shown.')
})

const others = products.filter(({ id }) => id !== product.id)
const near = [...new Set([...others.filter((other) => other.category === product.category), ...others])].slice(0, 4)
showCards(one('#related'), { id: 'related', name: 'Goes well with it' }, near)
