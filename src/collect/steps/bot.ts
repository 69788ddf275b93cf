import { isbot } from 'isbot'
import { remember } from '../recent-map.ts'

/** A browser always says what it is; who says nothing is a script. */
export const isBot = remember((userAgent) => userAgent === '' || isbot(userAgent), {
  limit: 5_000,
  maxCharacters: 1_000,
})
