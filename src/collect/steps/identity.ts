import { hash } from 'node:crypto'
import type { Identity, IdentityKind } from '../../events/index.ts'

/** Lower case without spaces: Ann@Shop.example and ann@shop.example are one person. */
const normalEmail = (email: string): string => email.trim().toLowerCase().normalize('NFC')
/** Digits only, without the zeros and plus in front of an international number. */
const normalPhone = (phone: string): string => phone.replace(/[^0-9]/g, '').replace(/^0+/, '')

const identity = (site: string, kind: IdentityKind, value: string): Identity => ({
  kind,
  hash: BigInt(`0x${hash('sha256', `${site}\0${kind}\0${value}`, 'hex').slice(0, 16)}`),
})

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** As Google has senders normalise an address before hashing it: of Gmail's without dots and what follows a plus. */
const googleEmail = (email: string): string => {
  const [name = '', host = ''] = email.split('@')
  return /^(gmail|googlemail)\.com$/.test(host)
    ? `${name.replace(/\+.*$/, '').replaceAll('.', '')}@${host}`
    : `${name}@${host}`
}

/** The address itself, and what senders who only have a hash of it say. */
const emailIdentities = (site: string, email: string): Identity[] => {
  const hashes = new Set([sha256(email), sha256(googleEmail(email))])
  return [identity(site, 'email', email), ...[...hashes].map((hashed) => identity(site, 'email_sha256', hashed))]
}

/** Google hashes a plus in front, Meta the digits alone. */
const phoneIdentities = (site: string, digits: string): Identity[] => [
  identity(site, 'phone', digits),
  ...[`+${digits}`, digits].map((text) => identity(site, 'phone_sha256', sha256(text))),
]

const emailLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Who an event, or somebody who asks for a person, says that somebody is. */
type Said = { [field in 'id' | 'email' | 'phone' | 'email_sha256' | 'phone_sha256']?: string | undefined }

/**
 * 64 bits of SHA-256 over site and identity; the identity itself is never stored. Each of account, e-mail and phone
 * joins the visitor to one person, whether it was given as it is or as a hash.
 */
export const identitiesOf = (site: string, user: string | Said | undefined): Identity[] => {
  if (user === undefined) return []
  if (typeof user === 'string') {
    return emailLike.test(user.trim()) ? emailIdentities(site, normalEmail(user)) : [identity(site, 'id', user.trim())]
  }
  const found: Identity[] = []
  if (user.id?.trim()) found.push(identity(site, 'id', user.id.trim()))
  if (user.email?.trim()) found.push(...emailIdentities(site, normalEmail(user.email)))
  if (user.phone && normalPhone(user.phone)) found.push(...phoneIdentities(site, normalPhone(user.phone)))
  if (user.email_sha256) found.push(identity(site, 'email_sha256', user.email_sha256.toLowerCase()))
  if (user.phone_sha256) found.push(identity(site, 'phone_sha256', user.phone_sha256.toLowerCase()))
  return found
}
