import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../../platform/config.ts'
import { createLog } from '../../platform/log.ts'
import { CommandError } from '../exit.ts'
import { globalOptions } from '../run.ts'
import { count, table } from '../say.ts'

type Options = { clickhouse?: string; database?: string }

const target = ({ clickhouse, database }: Options) => {
  const { clickhouseUrl, databaseUrl } = readConfig({
    ...(clickhouse !== undefined && { clickhouseUrl: clickhouse }),
    ...(database !== undefined && { databaseUrl: database }),
  })
  if (clickhouseUrl && databaseUrl) return { clickhouseUrl, databaseUrl }
  throw new CommandError(
    'usage',
    'Say where to: --clickhouse http://user:password@host:8123/minnow --database postgres://user:password@host/minnow (or MINNOW_CLICKHOUSE_URL and MINNOW_DATABASE_URL).',
  )
}

const wayOn = (dataDir: string): string =>
  [
    'Everything is there, and was compared. Now start servers with MINNOW_CLICKHOUSE_URL and MINNOW_DATABASE_URL.',
    ...(existsSync(join(dataDir, 'secret.key'))
      ? [`Give every server the text of ${join(dataDir, 'secret.key')} as MINNOW_SECRET_KEY: it opens stored secrets.`]
      : []),
    `${dataDir} is as it was; keep it until you are content, then delete it.`,
  ].join('\n')

export const registerMove = (program: Command): void => {
  program
    .command('move')
    .description('copy a stopped embedded installation into ClickHouse and PostgreSQL; asked again, it goes on')
    .option(
      '--clickhouse <url>',
      'a server, or all servers of a cluster: http://one:8123,http://two:8123/minnow?cluster=NAME',
    )
    .option('--database <url>', 'PostgreSQL')
    .action(async (options: Options, command: Command) => {
      const { CannotCopy, FolderInUse, MoveDiffers, MoveRefused, move } = await import('../../server/index.ts')
      const { dataDir, say } = globalOptions(command)
      const progress = (done: { table: string; pieces: number }) => say.remark(`${done.table}: ${done.pieces}`)
      const answer = await move({ dataDir, ...target(options), log: createLog('error'), onProgress: progress }).catch(
        (error: Error) => {
          if (error instanceof MoveRefused || error instanceof CannotCopy)
            throw new CommandError('usage', error.message)
          if (error instanceof FolderInUse || error instanceof MoveDiffers) {
            throw new CommandError('unavailable', error.message)
          }
          throw error
        },
      )
      const rows = [...answer.events, ...answer.settings].map((one) => [
        one.table,
        count(one.rows),
        'copied' in one ? `${count(one.copied)} of ${count(one.pieces)}` : '',
      ])
      say.answer(answer, () => `${table(['Table', 'Rows', 'Parts copied now'], rows)}\n\n${wayOn(dataDir)}`)
    })
}
