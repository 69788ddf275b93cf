import { hash } from 'node:crypto'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { Identity, IdentityKind } from '../../events/index.ts'

/** Lower case without spaces: Ann@Shop.example and ann@shop.example are one person. */
const normalEmail = (email: string): string => email.trim().toLowerCase().normalize('NFC')
/** Digits only, without the zeros and plus in front of an international number. */
const normalPhone = (phone: string): string => phone.replace(/[^0-9]/g, '').replace(/^0+/, '')

const identity = (site: string, kind: IdentityKind, value: string): Identity => ({
  kind,
  hash: BigInt(`0x${hash('sha256', `${site}\0${kind}\0${value}`, 'hex').slice(0, 16)}`),
})

const emailLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/**
 * 64 bits of SHA-256 over site and identity; the identity itself is never stored. Each of account, e-mail and phone
 * joins the visitor to one person.
 */
export const identitiesOf = (site: string, user: IncomingEvent['user']): Identity[] => {
  if (user === undefined) return []
  if (typeof user === 'string') {
    return [
      emailLike.test(user.trim()) ? identity(site, 'email', normalEmail(user)) : identity(site, 'id', user.trim()),
    ]
  }
  const found: Identity[] = []
  if (user.id?.trim()) found.push(identity(site, 'id', user.id.trim()))
  if (user.email?.trim()) found.push(identity(site, 'email', normalEmail(user.email)))
  if (user.phone && normalPhone(user.phone)) found.push(identity(site, 'phone', normalPhone(user.phone)))
  if (user.email_sha256) found.push(identity(site, 'email_sha256', user.email_sha256.toLowerCase()))
  if (user.phone_sha256) found.push(identity(site, 'phone_sha256', user.phone_sha256.toLowerCase()))
  return found
}

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** As Google has senders normalise an address before hashing it: of Gmail's without dots and what follows a plus. */
const googleEmail = (email: string): string => {
  const [name = '', host = ''] = normalEmail(email).split('@')
  return /^(gmail|googlemail)\.com$/.test(host)
    ? `${name.replace(/\+.*$/, '').replaceAll('.', '')}@${host}`
    : `${name}@${host}`
}

/** Everything that may stand for somebody who is asked for: also what senders who only have hashes would have said. */
export const identitiesAsked = (
  site: string,
  user: { id?: string | undefined; email?: string | undefined; phone?: string | undefined },
): Identity[] => {
  const { email, phone } = user
  const emails = email === undefined ? [] : new Set([sha256(normalEmail(email)), sha256(googleEmail(email))])
  const digits = phone === undefined ? '' : normalPhone(phone)
  const phones = digits === '' ? [] : [sha256(`+${digits}`), sha256(digits)]
  return [
    ...identitiesOf(site, user),
    ...[...emails].map((hashed) => identity(site, 'email_sha256', hashed)),
    ...phones.map((hashed) => identity(site, 'phone_sha256', hashed)),
  ]
}
