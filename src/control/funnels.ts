import { Funnel } from '../contract/funnel.ts'
import { definitions } from './definitions.ts'

const { list, find, create, update, remove } = definitions('funnels', Funnel)

export {
  create as createFunnel,
  find as findFunnel,
  list as listFunnels,
  remove as removeFunnel,
  update as updateFunnel,
}
