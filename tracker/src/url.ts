// What can be read from addresses. Pure.

/** The part of an address that says which campaign brought the visitor. */
export const campaignOf = (url: string): string =>
  (url.match(/[?&](utm_|\w*(clk?id|braid)=|li_fat_id|ldtag_cl)[^&#]+/g) || []).join('')

/** The words of a site search, in the parameters where GA4 looks for them and one that is common in Vietnam. */
export const searchTermOf = (url: string): string =>
  new URLSearchParams(/[?&](?:q|s|search|query|keyword|tukhoa)(=[^&#]+)/.exec(url)?.[1]).get('') || ''

/** Two addresses with the same key are one page: fragments are places in a page, unless they are routes. */
export const pageKeyOf = (url: string, isWithoutQuery: boolean): string =>
  url.replace(/#(?![!/]).*/, '').replace(isWithoutQuery ? /\?[^#]*/g : '', '')
