/** About 50 random bits. */
export const code = (): string => Math.random().toString(36).slice(2)

/**
 * An address of this site with a new share's id (SHARE_PARAMETER in src/contract/share.ts); any other text as it is.
 */
export const sharedAddress = (text: string): string => {
  if (!text.startsWith(location.origin)) return text
  const url = new URL(text)
  url.searchParams.set('mnw_share', code())
  return url.href
}
