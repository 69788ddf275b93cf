import { expect, test } from 'vitest'
import { createOwner, createShop, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()

test('the funnels of a new shop stand in their order, in every shop', async () => {
  const an = await createOwner(await start())
  for (let shop = 0; shop < 6; shop++) {
    const site = await createShop(an)
    const { json } = await an.call('funnels', { params: { site } })
    expect((json as { preset_key: string }[]).map(({ preset_key }) => preset_key)).toEqual([
      'purchase_path',
      'checkout',
    ])
  }
})
