import { beforeAll } from 'vitest'
import { freshPostgres } from '../../../../test/engines/engines.ts'
import { openControl } from '../../index.ts'
import { controlContract } from '../contract/control-contract.ts'

let url = ''
beforeAll(async () => {
  url = await freshPostgres()
})

controlContract('PostgreSQL', () =>
  openControl({
    url,
    onError: (error) => {
      throw error
    },
  }),
)
