const storageKey = 'minnow-site'

/** The site looked at last on this device. */
export const lastSite = (): string | null => {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

export const rememberSite = (site: string): void => {
  try {
    localStorage.setItem(storageKey, site)
  } catch {
    // Without storage the first site opens next time.
  }
}
