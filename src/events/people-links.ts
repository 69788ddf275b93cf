/** How a site's user can be told: by account, e-mail address or telephone number, or by a hash that a sender made of one. */
export type IdentityKind = 'id' | 'email' | 'phone' | 'email_sha256' | 'phone_sha256'
/** An identity as 64 bits of a hash over site, kind and value; the value itself is never stored. */
export type Identity = { kind: IdentityKind; hash: bigint }
/** A visitor gave these identities together, in one event. */
export type Link = { site: string; visitor: bigint; identities: readonly Identity[] }

/** The surest first; the bit is how a set of kinds is stored. */
export const kindBits: Record<IdentityKind, number> = {
  ...{ id: 1, email: 2, phone: 4 },
  ...{ email_sha256: 8, phone_sha256: 16 },
}

/**
 * What a visitor is known by. A hash beside the address that it may have been made of says nothing more: senders write
 * addresses in many ways before they hash them.
 */
const kindsOf = (identities: readonly Identity[]): number => {
  const all = identities.reduce((bits, { kind }) => bits | kindBits[kind], 0)
  const said = (all & kindBits.email) === 0 ? all : all & ~kindBits.email_sha256
  return (said & kindBits.phone) === 0 ? said : said & ~kindBits.phone_sha256
}

export type VisitorState = { person: bigint; kinds: number }
export type IdentityState = { person: bigint; kind: number }

/** What is known of one site, as far as some links need it. Changed in place by `applyLink`. */
export type PeopleState = {
  visitors: Map<bigint, VisitorState>
  identities: Map<bigint, IdentityState>
  /** Kinds of identity that a person has. */
  personKinds: Map<bigint, number>
  /** Persons that turned out to be another: from → to. */
  merged: Map<bigint, bigint>
}

export const emptyState = (): PeopleState => ({
  visitors: new Map(),
  identities: new Map(),
  personKinds: new Map(),
  merged: new Map(),
})

export const rootOf = (state: PeopleState, person: bigint): bigint => {
  let root = person
  for (let next = state.merged.get(root); next !== undefined; next = state.merged.get(root)) root = next
  return root
}

/** Two accounts, or two e-mail addresses, are two people until one event names both. When in doubt, two stay two. */
const couldBeOne = (state: PeopleState, one: bigint, other: bigint): boolean =>
  ((state.personKinds.get(one) ?? 0) & (state.personKinds.get(other) ?? 0)) === 0

const merge = (state: PeopleState, from: bigint, to: bigint): void => {
  state.merged.set(from, to)
  state.personKinds.set(to, (state.personKinds.get(to) ?? 0) | (state.personKinds.get(from) ?? 0))
}

/** The person that these identities stand for; a new one where the visitor is known as somebody else. */
const personOf = (state: PeopleState, { visitor, identities }: Link): bigint => {
  const unknown = identities.filter(({ hash }) => !state.identities.has(hash))
  const known = identities.flatMap(({ kind, hash }) => {
    const found = state.identities.get(hash)
    if (!found) return []
    const root = rootOf(state, found.person)
    const has = state.personKinds.get(root) ?? 0
    // A new account says more than an e-mail address that somebody with another account gave, too.
    const isAnother = unknown.some(
      (other) => kindBits[other.kind] < kindBits[kind] && (has & kindBits[other.kind]) !== 0,
    )
    return isAnother ? [] : [root]
  })
  const [surest, ...others] = known
  if (surest !== undefined) {
    for (const other of others) {
      const root = rootOf(state, other)
      if (root !== surest && couldBeOne(state, root, surest)) merge(state, root, surest)
    }
    return surest
  }
  const before = state.visitors.get(visitor)
  const kinds = kindsOf(identities)
  if (before && (before.kinds & kinds) !== 0) return identities[0]?.hash ?? visitor
  return before ? rootOf(state, before.person) : visitor
}

/**
 * Joins the visitor to the person of its identities. A person's id is the first visitor seen with one of them. A
 * visitor on whom two different people were seen (a shared computer) stays with the first of them.
 */
export const applyLink = (state: PeopleState, given: Link): void => {
  const identities = [...given.identities].sort((one, other) => kindBits[one.kind] - kindBits[other.kind])
  if (identities.length === 0) return
  const link = { ...given, identities }
  const person = personOf(state, link)
  const kinds = kindsOf(identities)
  for (const { kind, hash } of identities) {
    if (state.identities.has(hash)) continue
    state.identities.set(hash, { person, kind: kindBits[kind] })
    state.personKinds.set(person, (state.personKinds.get(person) ?? 0) | kindBits[kind])
  }
  const before = state.visitors.get(link.visitor)
  if (!before) {
    state.visitors.set(link.visitor, { person, kinds })
    return
  }
  const was = rootOf(state, before.person)
  if (was !== person && !couldBeOne(state, was, person)) return
  if (was !== person) merge(state, was, person)
  state.visitors.set(link.visitor, { person, kinds: before.kinds | kinds })
}
