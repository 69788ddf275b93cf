import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import {
  type FileFormat,
  fileFormats,
  formatOfName,
  type ImportReport,
  importFile,
  parseMapping,
  UnreadableFile,
  WrongMapping,
} from '../../collect/index.ts'
import { CommandError, exitCodes } from '../exit.ts'
import type { Run } from '../run.ts'
import { count } from '../say.ts'

const asText = (report: ImportReport, path: string): string => {
  const lines = [`${count(report.read)} rows read, ${count(report.accepted)} new events.`]
  for (const [reason, rows] of Object.entries(report.dropped)) lines.push(`  ${count(rows)} left out: ${reason}`)
  for (const { line, reason, detail } of report.problems.slice(0, 10))
    lines.push(`  ${path}:${line} ${reason}${detail ? `: ${detail}` : ''}`)
  if (report.problems.length > 10) lines.push(`  … and more; --json lists the first ${report.problems.length}`)
  return lines.join('\n')
}

export const registerImport = (program: Command, run: Run): void => {
  program
    .command('import <file>')
    .description('import events from a CSV, JSON Lines or Parquet file (also .gz); the same rows again add nothing')
    .requiredOption('--site <id>', 'the site they belong to')
    .option('--format <format>', `${fileFormats.join(', ')}; else by the name's ending`)
    .option('--map <pairs>', 'field=column,…  fields: time, name, visitor, session, value, url, … or property.NAME')
    .option('--names <pairs>', "the file's event name=ours,…  like view=view_item")
    .option('--set <pairs>', 'field=value,… the same for every row, like currency=USD')
    .option('--timezone <zone>', "zone of times that say none; else the site's")
    .addHelpText(
      'after',
      '\nColumns without a field become properties. Rows without an id get one from their content.\nExample:\n  minnow import orders.csv --site ID --map time=date,visitor=customer,value=total --set name=purchase,currency=USD',
    )
    .action(
      run(async ({ door, say }, path: string, options: Record<string, string>) => {
        if (!existsSync(path)) throw new CommandError('notFound', `There is no file ${path}.`)
        const format = options.format ?? formatOfName(path)
        if (!format || !(fileFormats as readonly string[]).includes(format)) {
          throw new CommandError('usage', `What ${path} holds is unclear; say --format ${fileFormats.join(', ')}.`)
        }
        const site = await door.call('site', { site: options.site ?? '' })
        const bar = say.progress(1_000, '‰')
        try {
          const mapping = parseMapping({
            map: options.map,
            names: options.names,
            set: options.set,
            timezone: options.timezone ?? site.timezone,
          })
          const report = await importFile({
            path,
            format: format as FileFormat,
            mapping,
            send: (events) => door.call('importEvents', { site: site.id }, { events }),
            onProgress: ({ bytes, totalBytes }) => bar.at(Math.round((bytes / Math.max(totalBytes, 1)) * 1_000)),
          })
          bar.end()
          say.answer(report, () => asText(report, path))
          if (report.problems.length > 0) process.exitCode = exitCodes.partly
        } catch (error) {
          bar.end()
          if (error instanceof WrongMapping) throw new CommandError('usage', error.message)
          if (error instanceof UnreadableFile) throw new CommandError('usage', error.message)
          throw error
        }
      }),
    )
}
