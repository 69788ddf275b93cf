import { showCards } from './card.js'
import { findProduct } from './catalogue.js'
import { one } from './dom.js'
import { dress } from './shell.js'
import { wishes } from './store.js'

dress()

const saved = wishes().map(findProduct)
one('#empty').hidden = saved.length > 0
showCards(one('#products'), { id: 'wishlist', name: 'Wish list' }, saved)
