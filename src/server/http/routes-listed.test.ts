import { expect, test } from 'vitest'
import { useMinnow } from '../../../test/fresh-minnow.ts'
import { dialects } from '../../collect/dialects/dialects.ts'
import { endpoints } from '../../contract/api.ts'
import { otherRoutes } from '../../contract/other-routes.ts'

const start = useMinnow()

/** Every path that is answered, from the tree that Fastify draws: four characters a level. */
const pathsIn = (tree: string): string[] => {
  const above: string[] = []
  return tree
    .split('\n')
    .filter((line) => line.includes('── '))
    .map((line) => {
      const [drawn = '', rest = ''] = line.split('── ')
      const level = Math.floor(drawn.length / 4)
      const [piece = ''] = rest.split(' (')
      const path = `${level === 0 ? '' : (above[level - 1] ?? '')}${piece}`
      above[level] = path
      return path
    })
}

const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern || path === `${pattern}/`

test('every route that is answered is in the contract, or listed with who may use it', async () => {
  const { minnow } = await start()
  const paths = pathsIn(minnow.app.printRoutes({ commonPrefix: false }))
  const contract = new Set<string>(Object.values(endpoints).map(({ path }) => path))
  const tools = new Set<string>(dialects.flatMap(({ routes }) => routes).map(({ path }) => path))
  const others = otherRoutes.map(({ path }) => path as string).filter((path) => path !== '*')
  const unlisted = paths.filter(
    (path) =>
      path !== '*' && !contract.has(path) && !tools.has(path) && !others.some((pattern) => covers(pattern, path)),
  )
  expect(unlisted).toEqual([])
  expect(paths.length).toBeGreaterThan(contract.size / 2)
  for (const path of contract) expect(paths).toContain(path)
})
