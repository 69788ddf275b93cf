import { showCards } from './card.js'
import { categories, products } from './catalogue.js'
import { one } from './dom.js'
import { dress } from './shell.js'

dress()

/** Without accents and case, so that "bat trang" finds Bát Tràng. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase()

const wanted = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, 80)
const words = plain(wanted).split(/\s+/).filter(Boolean)
const found = products.filter((product) => {
  const category = categories.find(({ id }) => id === product.category)?.name ?? ''
  const text = plain([product.name, product.origin, product.line, product.about, category].join(' '))
  return words.length > 0 && words.every((word) => text.includes(word))
})

one('h1').textContent = wanted ? `“${wanted}”` : 'What are you looking for?'
one('#count').textContent = wanted
  ? found.length > 0
    ? `${found.length} ${found.length === 1 ? 'thing fits' : 'things fit'}.`
    : 'Nothing fits. Here is what others look at first.'
  : 'Try “green”, “Lithuania” or “cup”.'

if (found.length > 0) showCards(one('#products'), { id: 'search', name: 'Search results' }, found)
else showCards(one('#products'), { id: 'suggestions', name: 'Suggestions' }, products.slice(0, 4))
