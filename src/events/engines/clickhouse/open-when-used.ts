import type { ClickhouseOptions, ClickhouseStore } from './open-clickhouse.ts'

/** ClickHouse's client is loaded only where it is used: most Minnows have the embedded engine. */
export const openClickhouse = async (options: ClickhouseOptions): Promise<ClickhouseStore> => {
  const { openClickhouse: open } = await import('./open-clickhouse.ts')
  return open(options)
}
