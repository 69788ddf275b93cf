import { expect } from 'vitest'
import { forEachEngine, type World } from '../story.ts'

const dropped = async (world: World): Promise<Record<string, number>> =>
  ((await world.ask('GET', `/api/sites/${world.site}/status`)) as { dropped_today: Record<string, number> })
    .dropped_today

forEachEngine('what was not stored today, and why, is known after a restart as well', async (world) => {
  const view = { name: 'page_view', url: 'https://shop.example/', visitor: 'ann' }
  await world.tag([
    { ...view, id: 'a' },
    { ...view, id: 'b', time: '2020-01-01T00:00:00Z' },
    { ...view, name: '' },
  ])
  await world.tag([{ ...view, id: 'a' }])
  expect(await dropped(world)).toEqual({ duplicate: 1, invalid: 1, time_too_old: 1 })
  await world.restarts()
  expect(await dropped(world)).toEqual({ duplicate: 1, invalid: 1, time_too_old: 1 })
  await world.tag([{ ...view, id: 'a' }])
  expect(await dropped(world)).toEqual({ duplicate: 2, invalid: 1, time_too_old: 1 })
  const other = await world.another({ name: 'Other' })
  expect(await dropped(other)).toEqual({})
})
