import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import {
  formatOfKind,
  type ImportPlan,
  importFile,
  parsePairs,
  recognise,
  UnreadableFile,
  WrongMapping,
} from '../../collect/index.ts'
import type { EndpointName } from '../../contract/api.ts'
import {
  type FileFormat,
  type FileReport,
  fileFormats,
  type Import,
  type ImportKind,
  ImportOptions,
  importKinds,
} from '../../contract/imports.ts'
import type { SideKind } from '../../contract/side-data.ts'
import { CommandError, exitCodes } from '../exit.ts'
import type { Context, Run } from '../run.ts'
import { count } from '../say.ts'
import { reconciliationText } from './imports.ts'

const asText = (report: FileReport, of: Import, path: string): string => {
  const { table } = formatOfKind(of.kind)
  const lines = [`${count(report.read)} rows read, ${count(report.accepted)} new ${table ? 'figures' : 'events'}.`]
  for (const [reason, rows] of Object.entries(report.dropped)) lines.push(`  ${count(rows)} left out: ${reason}`)
  for (const [reason, rows] of Object.entries(report.skipped)) lines.push(`  ${count(rows)} no events: ${reason}`)
  for (const { line, reason, detail } of report.problems.slice(0, 10))
    lines.push(`  ${path}:${line} ${reason}${detail ? `: ${detail}` : ''}`)
  if (report.problems.length > 10) lines.push(`  … and more; --json lists the first ${report.problems.length}`)
  const differing = of.report?.lines.filter(({ file, minnow }) => file !== null && file !== minnow) ?? []
  if (of.report && differing.length > 0) lines.push('', reconciliationText(of.report))
  lines.push(`Take it back with: minnow imports undo ${of.id} --site SITE`)
  return lines.join('\n')
}

const sideRoutes = {
  costs: 'recordCosts',
  search_words: 'recordSearchWords',
  products: 'recordProducts',
  posts: 'recordPosts',
  imported_days: 'recordDays',
} as const satisfies Record<SideKind, EndpointName>

const sender = (
  { door }: Context,
  { site, of, table }: { site: string; of: Import; table: SideKind | undefined },
): ImportPlan['send'] =>
  table === undefined
    ? (batch) => door.call('importEvents', { site }, { events: [...batch], import: of.id })
    : (batch) => door.call(sideRoutes[table], { site }, { rows: [...batch], import: of.id })

type Options = Partial<
  Record<
    | ('site' | 'as' | 'format' | 'map' | 'names' | 'set' | 'timezone' | 'dates' | 'currency')
    | ('from' | 'to' | 'host' | 'network' | 'account'),
    string
  >
>

const readOptions = (options: Options): ImportOptions => {
  const { map, names, set, timezone, dates, currency, from, to, host, network, account } = options
  const parsed = ImportOptions.safeParse({
    ...{ timezone, dates, currency, from, to, host, network, account },
    map: parsePairs(map ?? '', '--map'),
    names: parsePairs(names ?? '', '--names'),
    set: parsePairs(set ?? '', '--set'),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new CommandError('usage', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`)
}

const oneOf = <Name extends string>(
  names: readonly Name[],
  given: string | undefined,
  option: string,
): Name | undefined => {
  if (given === undefined || (names as readonly string[]).includes(given)) return given as Name | undefined
  throw new CommandError('usage', `${option} is one of ${names.join(', ')}; "${given}" is none.`)
}

/** A mapping speaks of events; without one, the file says itself what it is. */
const chooseKind = async (path: string, options: Options): Promise<{ kind: ImportKind; format: FileFormat }> => {
  const given = oneOf(importKinds, options.as, '--as')
  const isMapped = options.map !== undefined || options.names !== undefined || options.set !== undefined
  const format = oneOf(fileFormats, options.format, '--format')
  return recognise(path, basename(path), { format, kind: given ?? (isMapped ? 'events' : undefined) })
}

const importOne = async (context: Context, path: string, options: Options): Promise<void> => {
  const { door, say } = context
  if (!existsSync(path)) throw new CommandError('notFound', `There is no file ${path}.`)
  const site = await door.call('site', { site: options.site ?? '' })
  const bar = say.progress(1_000, '‰')
  try {
    const chosen = readOptions(options)
    const { kind, format } = await chooseKind(path, options)
    const as = formatOfKind(kind)
    let of: Import | undefined
    // An import is begun with its first rows: a file that cannot be read leaves none behind.
    const begin = async (): Promise<Import> => {
      of ??= await door.call('beginImport', { site: site.id }, { kind, file: basename(path), bytes: 0 })
      return of
    }
    const told = await importFile({
      ...{ path, format, as, context: { site, options: chosen } },
      send: async (batch) => sender(context, { site: site.id, of: await begin(), table: as.table })(batch),
      onProgress: ({ bytes, totalBytes }) => bar.at(Math.round((bytes / Math.max(totalBytes, 1)) * 1_000)),
    })
    const begun = await begin()
    const done = await door.call('finishImport', { site: site.id, import: begun.id }, told)
    bar.end()
    const { read, accepted, dropped, problems } = told
    say.answer({ read, accepted, dropped, problems }, () => asText(told, done, path))
    if (told.problems.length > 0) process.exitCode = exitCodes.partly
  } catch (error) {
    bar.end()
    if (error instanceof WrongMapping) throw new CommandError('usage', error.message)
    if (error instanceof UnreadableFile) throw new CommandError('usage', error.message)
    throw error
  }
}

export const registerImport = (program: Command, run: Run): void => {
  program
    .command('import <file>')
    .description(
      "import a file: events (CSV, JSON Lines, Parquet, also .gz), another tool's export, an access log, costs, search words, a product feed, …; the same rows again add nothing",
    )
    .requiredOption('--site <id>', 'the site they belong to')
    .option('--as <kind>', `what the file is: ${importKinds.join(', ')}; else by its columns`)
    .option('--format <format>', `${fileFormats.join(', ')}; else by name and content`)
    .option('--map <pairs>', 'field=column,…  fields: time, name, visitor, session, value, url, … or property.NAME')
    .option('--names <pairs>', "the file's event name=ours,…  like view=view_item")
    .option('--set <pairs>', 'field=value,… the same for every row, like currency=USD')
    .option('--timezone <zone>', "zone of times that say none; else the site's")
    .option('--dates <order>', 'day_first or month_first: how 02/11/2026 is meant')
    .option('--currency <code>', "currency of amounts that say none; else the site's")
    .option('--from <day>', 'first day of figures that say none')
    .option('--to <day>', 'last day of figures that say none')
    .option('--host <host>', "access logs: whose pages they are; else the site's first domain")
    .option('--network <name>', 'posts: the platform, where the file does not say it')
    .option('--account <name>', 'posts: the account, where the file does not say it')
    .addHelpText(
      'after',
      '\nColumns without a field become properties. Rows without an id get one from their content.\nExample:\n  minnow import orders.csv --site ID --map time=date,visitor=customer,value=total --set name=purchase,currency=USD',
    )
    .action(run(importOne))
}
