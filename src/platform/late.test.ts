import { expect, it } from 'vitest'
import { late } from './late.ts'

it('makes a thing once, when it is asked for, and tries again after a failure', async () => {
  let tries = 0
  const thing = late(async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return tries
  })
  expect(tries).toBe(0)
  await expect(thing()).rejects.toThrow('not yet')
  expect(await Promise.all([thing(), thing()])).toEqual([2, 2])
  expect(await thing()).toBe(2)
})
