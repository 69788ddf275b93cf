// What the tag's script element says, for parts that come after it. Other tools' scripts may have a data-site, too; a
// proxy may have given ours another name, and the page may have taken it away.

/** A form of the page may be called querySelector. */
const find = (selector: string) => Document.prototype.querySelector.call(document, selector) as HTMLElement | null

export const { site, recognition, beforeConsent, domains } =
  (find('script[data-site][src*="m.js"]') || find('script[data-site]'))?.dataset || {}

export const storageKey = `_minnow_${site}`
