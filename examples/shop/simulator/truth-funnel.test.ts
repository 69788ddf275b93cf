import { expect, it } from 'vitest'
import { funnelOf } from './truth-funnel.ts'
import type { Happening } from './visit.ts'

const minutes = 60_000
/** "ann: view@0 cart@5" is Ann who looks at once and fills her cart five minutes later. */
const told = (...lives: string[]): Happening[] =>
  lives.flatMap((life) => {
    const [person = '', did = ''] = life.split(': ')
    return did.split(' ').map((step): Happening => {
      const [name = '', at = '0'] = step.split('@')
      return {
        event: { id: `${person}${at}`, name, time: Number(at) * minutes, visitor: person, session: person },
        person,
        channel: 'Direct',
        device: { device: 'desktop', browser: 'Chrome', os: 'Windows', userAgent: '' },
        country: 'LT',
      }
    })
  })

const steps = ['view', 'cart', 'buy']
const ask = (lives: string[], more: { from?: number; to?: number } = {}): number[] =>
  funnelOf(told(...lives), ({ person }) => person, { steps, windowMs: 60 * minutes, ...more }).map(
    ({ people }) => people,
  )

it('counts a person once, at the furthest step of any entry', () => {
  expect(ask(['ann: view@0 cart@5 buy@9', 'ben: view@0 view@1 cart@2', 'cat: view@3', 'dan: cart@1 buy@2'])).toEqual([
    3, 2, 1,
  ])
})

it('wants the steps in order and within the window since the entry', () => {
  expect(
    ask(['ann: view@0 buy@1 cart@2', 'ben: view@0 cart@61', 'cat: view@0 cart@60 view@61 cart@62 buy@121']),
  ).toEqual([3, 2, 1])
})

it('lets later steps fall after the stretch of entries', () => {
  expect(ask(['ann: view@9 cart@15', 'ben: view@10 cart@11'], { to: 10 * minutes })).toEqual([1, 1, 0])
})
