// What a form can say before the server is asked. Each gives the key of its sentence in `forms.json`, or null.

export type Check = 'field.required' | 'field.email' | 'field.password' | 'field.domain' | null

export const shortestPassword = 10

export const checkText = (value: string): Check => (value.trim() === '' ? 'field.required' : null)

export const checkEmail = (value: string): Check => {
  if (value.trim() === '') return 'field.required'
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : 'field.email'
}

export const checkPassword = (value: string): Check => (value.length < shortestPassword ? 'field.password' : null)

/** What people paste: an address of the site becomes its host name. */
export const cleanDomain = (value: string): string =>
  value
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')

export const checkDomain = (value: string): Check => {
  if (value.trim() === '') return 'field.required'
  const isHost = /^(localhost|[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+)(:\d+)?$/u.test(cleanDomain(value))
  return isHost ? null : 'field.domain'
}
