import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type Engine, startClickhouse } from './start-clickhouse.ts'
import { startCluster } from './start-cluster.ts'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for the engines; each is started when first asked for. */
    engines: string
    /** On which stores the stories are told. */
    storyEngines: string[]
    /** How many questions of each kind two engines are asked to compare their answers. */
    questions: number
  }
}

/** Real servers shared by a whole run of the tests. A run that needs none starts none. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const starters: Record<string, () => Promise<Engine>> = {
    '/clickhouse': () => startClickhouse(),
    '/cluster': startCluster,
    '/postgres': startPostgres,
  }
  const started = new Map<string, Promise<Engine>>()
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const start = starters[path]
    if (!start) return response.writeHead(404).end()
    const engine = started.get(path) ?? start()
    started.set(path, engine)
    try {
      response.end((await engine).url)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the tests got no port')
  project.provide('engines', `http://127.0.0.1:${address.port}`)
  return async () => {
    for (const engine of started.values()) await (await engine.catch(() => undefined))?.stop()
    server.closeAllConnections()
    server.close()
  }
}
