import { listenForShare, shareLinks } from './contacts.js'
import { one } from './dom.js'
import { dress } from './shell.js'

dress()
one('#share').innerHTML = shareLinks('How to make tea that tastes of a place')
listenForShare(document, 'Tea guide, Suối Trà')
