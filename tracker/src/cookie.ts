/** 400 days, the longest that browsers allow. */
const cookieSeconds = 3456e4

/** On the registrable domain, so that subdomains share it. */
export const writeCookie = (name: string, value: string): void => {
  const isSet = (attribute: string): boolean => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4 and answers late
    document.cookie = `${name}=${value};path=/;max-age=${cookieSeconds};samesite=lax${attribute}`
    return document.cookie.includes(value)
  }
  const labels = location.hostname.split('.')
  // Browsers refuse a cookie for a public suffix (com.vn), so the first that sticks is the registrable domain.
  if (!labels.some((_, index) => isSet(`;domain=${labels.slice(~index).join('.')}`))) isSet('')
}
