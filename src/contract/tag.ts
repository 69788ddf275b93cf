import type { Site } from './site.ts'

/** What goes into the pages of a site. `base` is where Minnow is reached, without a slash at the end; empty on Minnow itself. */
export const tagSnippet = (
  base: string,
  { id, recognition, privacy }: Pick<Site, 'id' | 'recognition'> & Partial<Pick<Site, 'privacy'>>,
): string => {
  const way = recognition === 'cookieless' ? '' : ` data-recognition="${recognition}"`
  const waits = recognition === 'consent' && privacy?.before_consent === 'drop' ? ' data-before-consent="drop"' : ''
  return `<script defer src="${base}/m.js" data-site="${id}"${way}${waits}></script>`
}
