/** Secrets and e-mail addresses do not belong in a report: what carries them keeps its place, not its content. */
const emailAddress = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
const encodedEmailAddress = /[\w.+'-]{1,64}(?:%2B[\w.+'-]{1,64})?%40[\w-]{1,63}(?:\.[\w-]{1,63})+/gi

export const redactedEmail = '[email]'
export const redactedSecret = '[redacted]'

/** What a link between a site's domains carried (see LINK_PARAMETER) says who somebody is. */
const carriedVisitor = /([#?&])minnow-link[=-][\w-]*(&?)/g

/** E-mail addresses and the tag's links in free text. */
export const redactText = (text: string): string => {
  let clean = text
  if (clean.includes('minnow-link')) clean = clean.replace(carriedVisitor, (_, before, after) => after && before)
  if (clean.includes('@')) clean = clean.replace(emailAddress, redactedEmail)
  if (clean.includes('%40')) clean = clean.replace(encodedEmailAddress, redactedEmail)
  return clean
}

const secretNames =
  /^(.*(token|passw|passphrase|secret|apikey|signature|credential|jwt|otp|email|e-mail|phone).*|pass|pwd|key|api[-_]?key|auth|authorization|code|session|sessionid|session_id|sid|phpsessid|jsessionid|sig|hash|mail|tel|ssn|pin|cvv|iban|card(_?number)?|hmac|nonce|state|ticket)$/i

export const isSecretName = (name: string): boolean => secretNames.test(name)
