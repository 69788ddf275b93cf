import { expect, test } from 'vitest'
import { endpoints } from '../../src/contract/api.ts'
import { apiRoutes } from './api-routes.ts'

test('the dashboard asks at exactly the addresses of the contract', () => {
  const contract = Object.fromEntries(
    Object.entries(endpoints).map(([name, { method, path }]) => [name, `${method} ${path}`]),
  )
  expect(contract).toMatchObject(apiRoutes)
})
