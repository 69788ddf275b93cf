import { showCards } from './card.js'
import { categories, products } from './catalogue.js'
import { one } from './dom.js'
import { icons } from './icons.js'
import { dress } from './shell.js'

dress()

for (const place of document.querySelectorAll('[data-icon]')) place.innerHTML = icons[place.dataset.icon]

const grid = one('#products')
const chips = one('#categories')
const kinds = [{ id: 'all', name: 'Everything' }, ...categories]
const chip = ({ id, name }) =>
  `<button class="chip" type="button" data-category="${id}" aria-pressed="${id === 'all'}">${name}</button>`
chips.innerHTML = `<legend class="hidden">Kinds of things</legend>${kinds.map(chip).join('')}`

const show = (category) => {
  const chosen = category === 'all' ? products : products.filter((product) => product.category === category)
  const name = categories.find(({ id }) => id === category)?.name ?? 'Everything'
  showCards(grid, { id: category, name }, chosen)
}

chips.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-category]')
  if (!pressed) return
  for (const other of chips.querySelectorAll('.chip')) other.setAttribute('aria-pressed', String(other === pressed))
  show(pressed.dataset.category)
})

show('all')
