// Where this tag was loaded from, and what its script element says.

export const script = (document.currentScript || document.querySelector('script[data-site]')) as HTMLScriptElement

export const { site, recognition, domains } = script.dataset

/** Relative to the script, so that Minnow may also live under a path. */
export const addressOf = (path: string): string => new URL(path, script.src).href
