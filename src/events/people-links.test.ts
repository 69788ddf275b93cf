import { expect, test } from 'vitest'
import { applyLink, emptyState, type IdentityKind, rootOf } from './people-links.ts'

type Said = [visitor: bigint, ...identities: [IdentityKind, bigint][]]

const personsAfter = (links: Said[]): Record<string, bigint> => {
  const state = emptyState()
  for (const [visitor, ...identities] of links) {
    applyLink(state, { site: 's', visitor, identities: identities.map(([kind, hash]) => ({ kind, hash })) })
  }
  return Object.fromEntries([...state.visitors].map(([visitor, { person }]) => [visitor, rootOf(state, person)]))
}

test('the first visitor seen with an identity is the person', () => {
  expect(
    personsAfter([
      [1n, ['id', 10n]],
      [2n, ['id', 10n]],
      [3n, ['id', 11n]],
    ]),
  ).toEqual({ 1: 1n, 2: 1n, 3: 3n })
})

test('an e-mail address given later belongs to the account of the same browser', () => {
  expect(
    personsAfter([
      [1n, ['id', 10n]],
      [1n, ['email', 20n]],
      [2n, ['email', 20n]],
    ]),
  ).toEqual({ 1: 1n, 2: 1n })
})

test('one event that names both joins two who were strangers, and all their browsers', () => {
  const links: Said[] = [
    [1n, ['email', 20n]],
    [2n, ['email', 20n]],
    [3n, ['id', 10n]],
    [4n, ['id', 10n]],
  ]
  expect(personsAfter([...links, [4n, ['email', 20n], ['id', 10n]]])).toEqual({ 1: 3n, 2: 3n, 3: 3n, 4: 3n })
})

test('a shared computer stays with the first account seen on it', () => {
  expect(
    personsAfter([
      [1n, ['id', 10n]],
      [1n, ['id', 11n]],
      [2n, ['id', 11n]],
      [3n, ['id', 10n]],
    ]),
  ).toEqual({
    ...{ 1: 1n, 3: 1n },
    2: 11n,
  })
})

test('two accounts are never joined by an e-mail address that both gave', () => {
  const links: Said[] = [
    [1n, ['id', 10n], ['email', 20n]],
    [2n, ['id', 11n], ['email', 20n]],
  ]
  expect(personsAfter(links)).toEqual({ 1: 1n, 2: 2n })
})

test('a hash beside the address that it was made of does not make another hash a stranger', () => {
  expect(
    personsAfter([
      [1n, ['email', 20n], ['email_sha256', 30n]],
      // Of the same browser, from a sender who writes addresses in another way before hashing them.
      [1n, ['email_sha256', 31n]],
      [2n, ['email_sha256', 31n]],
      [3n, ['email_sha256', 30n]],
    ]),
  ).toEqual({ 1: 1n, 2: 1n, 3: 1n })
})

test('two addresses of which one hash is the same stay two people', () => {
  expect(
    personsAfter([
      [1n, ['email', 20n], ['email_sha256', 30n], ['email_sha256', 32n]],
      [2n, ['email', 21n], ['email_sha256', 31n], ['email_sha256', 32n]],
      [3n, ['email_sha256', 31n]],
    ]),
  ).toEqual({ 1: 1n, 2: 2n, 3: 2n })
})

test('who was known before hashes were kept meets the hash when the address is given again', () => {
  expect(
    personsAfter([
      [1n, ['email', 20n]],
      [2n, ['email_sha256', 30n]],
      [3n, ['email', 20n], ['email_sha256', 30n]],
    ]),
  ).toEqual({ 1: 1n, 2: 1n, 3: 1n })
})
