// Where this tag was loaded from, and what its script element says.

const script = (document.currentScript || document.querySelector('script[data-site]')) as HTMLScriptElement

export const { site = '', recognition } = script.dataset

/** Relative to the script, so that Minnow may also live under a path. */
export const addressOf = (path: string): string => new URL(path, script.src).href

const asked: Record<string, 1> = {}

/** Loads a part of the tag that only some pages need. The page's own content security nonce goes with it. */
export const load = (part: string, parts: unknown): void => {
  if (asked[part]) return
  asked[part] = 1
  const { nonce } = script
  document.head.append(
    Object.assign(document.createElement('script'), { src: addressOf(`m/${part}.js`), nonce, parts }),
  )
}
