// What the tag's script element says, for parts that come after it. Other tools' scripts may have a data-site, too.

export const { site, recognition, beforeConsent, domains } = (
  document.querySelector('script[data-site][src*="m.js"]') as HTMLScriptElement
).dataset

export const storageKey = `_minnow_${site}`
