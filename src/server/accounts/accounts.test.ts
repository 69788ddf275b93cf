import { afterAll, expect, it } from 'vitest'
import { openControl, writeSetting } from '../../control/index.ts'
import { readConfig } from '../../platform/config.ts'
import { silentLog } from '../../platform/log.ts'
import { systemRandom } from '../../platform/random.ts'
import { openAccounts } from './accounts.ts'

const control = await openControl({ path: ':memory:' })
afterAll(() => control.close())
const config = readConfig({}, {})
const open = () => openAccounts({ control, config, random: systemRandom, log: silentLog })
const hasTable = async (): Promise<boolean> =>
  (await control.db.introspection.getTables()).some(({ name }) => name === 'user_two_factors')

it('makes what accounts need at the first start of a version, and at no other', async () => {
  await open()
  expect(await hasTable()).toBe(true)
  await control.db.schema.dropTable('user_two_factors').execute()
  await open()
  expect(await hasTable()).toBe(false)
  await writeSetting(control.db, 'accounts_schema', 'of another version')
  await open()
  expect(await hasTable()).toBe(true)
})
