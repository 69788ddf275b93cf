import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochToLocal, localToEpoch } from './time-zone.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['Asia/Ho_Chi_Minh', '2026-02-17T00:00:00Z', '2026-02-16T17:00:00Z'],
  ['Asia/Kathmandu', '2026-02-17T00:00:00Z', '2026-02-16T18:15:00Z'],
  ['Europe/Vilnius', '2026-07-01T00:00:00Z', '2026-06-30T21:00:00Z'],
  ['Europe/Vilnius', '2026-03-29T03:30:00Z', '2026-03-29T01:30:00Z'], // skipped: 03:30 does not exist, 04:30 summer time
  ['Europe/Vilnius', '2026-10-25T03:30:00Z', '2026-10-25T00:30:00Z'], // shown twice: the first
  ['America/New_York', '2026-11-01T01:30:00Z', '2026-11-01T05:30:00Z'],
])('in %s the wall clock shows %s at %s', (zone, local, epoch) => {
  expect(new Date(localToEpoch(at(local), zone)).toISOString()).toBe(new Date(at(epoch)).toISOString())
})

test('an instant has one wall clock time, and that time names it again, or the hour before it in autumn', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Asia/Bangkok',
    'Europe/Vilnius',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  )
  fc.assert(
    fc.property(fc.integer({ min: 946_684_800_000, max: 1_924_992_000_000 }), zones, (epoch, zone) => {
      const back = localToEpoch(epochToLocal(epoch, zone), zone)
      expect(epoch - back).toBeGreaterThanOrEqual(0)
      expect([0, 1_800_000, 3_600_000]).toContain(epoch - back)
    }),
  )
})
