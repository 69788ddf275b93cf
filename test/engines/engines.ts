import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

const ask = async (engine: 'clickhouse' | 'cluster' | 'postgres'): Promise<string> => {
  const answer = await fetch(`${inject('engines')}/${engine}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

const freshName = (): string => `test_${randomBytes(6).toString('hex')}`

/** Address of a real ClickHouse server with a database that nobody else uses; `openClickhouse` makes it. */
export const freshClickhouse = async (): Promise<string> => `${await ask('clickhouse')}/${freshName()}`

/** Addresses of two real servers, one cluster of two shards, with a database that nobody else uses. */
export const freshCluster = async (): Promise<string> => (await ask('cluster')).replace('DATABASE', freshName())

/** Address of an empty database on a real PostgreSQL server. */
export const freshPostgres = async (): Promise<string> => {
  const url = await ask('postgres')
  const name = freshName()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  return url.replace(/\/[^/]*$/, `/${name}`)
}
