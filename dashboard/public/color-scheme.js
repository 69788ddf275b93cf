// Runs before the first paint, so that a dark page never flashes white. A file, because the policy allows no inline script.
;(() => {
  let chosen = null
  try {
    chosen = window.localStorage.getItem('minnow-color-scheme')
  } catch {
    // Storage may be closed to us; then the system decides.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
