import { dress } from './shell.js'

dress()
