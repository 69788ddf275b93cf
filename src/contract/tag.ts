import type { Site } from './site.ts'

/** What goes into the pages of a site. `base` is where Minnow is reached, without a slash at the end; empty on Minnow itself. */
export const tagSnippet = (base: string, site: Pick<Site, 'id' | 'recognition'>): string => {
  const recognition = site.recognition === 'full' ? ' data-recognition="full"' : ''
  return `<script defer src="${base}/m.js" data-site="${site.id}"${recognition}></script>`
}
