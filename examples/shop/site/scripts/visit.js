import { contactLinks } from './contacts.js'
import { pushEvent } from './data-layer.js'
import { one } from './dom.js'
import { dress } from './shell.js'

dress()
one('#contact-chips').innerHTML = contactLinks()

one('#cafe-form').addEventListener('submit', (event) => {
  event.preventDefault()
  pushEvent('generate_lead', { lead_source: 'cafes' })
  const thanks = document.createElement('p')
  thanks.className = 'thanks'
  thanks.setAttribute('role', 'status')
  thanks.textContent = 'Thank you. A real shop would call you back before the tea is cold.'
  event.currentTarget.replaceWith(thanks)
})
