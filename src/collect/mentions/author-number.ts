import { hash64 } from '../hash.ts'

/** What stands for the author of mentions, as a visitor's number does for a visitor; events/erase.ts has it in SQL. */
export const authorNumber = (site: string, author: string): bigint =>
  hash64(site, `mention-author:${author.trim().replace(/^@/, '').toLowerCase()}`)
