import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Command } from 'commander'
import { type ConsentPurpose, consentPurposes } from '../../contract/consent.ts'
import { ExportedEvent } from '../../contract/export.ts'
import { CommandError } from '../exit.ts'
import type { Run } from '../run.ts'
import { count } from '../say.ts'

const columns = Object.keys(ExportedEvent.shape) as (keyof ExportedEvent)[]

/** RFC 4180; a leading =, +, -, @ in free text is defused, so that a spreadsheet does not run it. */
export const csvCell = (value: unknown): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const formats: Record<string, { head: string; line: (event: ExportedEvent) => string }> = {
  jsonl: { head: '', line: (event) => `${JSON.stringify(event)}\n` },
  csv: {
    head: `${columns.join(',')}\n`,
    line: (event) => `${columns.map((column) => csvCell(event[column])).join(',')}\n`,
  },
}

export const registerExport = (program: Command, run: Run): void => {
  program
    .command('export')
    .description('write the stored events of a site as JSON Lines or CSV')
    .requiredOption('--site <id>', 'the site')
    .requiredOption('--from <date>', "first day, in the site's time zone")
    .requiredOption('--to <date>', 'the day after the last')
    .option('--purpose <purpose>', `why they leave: ${consentPurposes.join(', ')}; without who did not agree to it`)
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--output <file>', 'else standard output')
    .action(
      run(async ({ door, say }, options: Record<string, string>) => {
        const format = formats[options.format ?? '']
        if (!format) throw new CommandError('usage', `--format is jsonl or csv, not ${options.format}.`)
        if (say.json && !options.output)
          throw new CommandError('usage', 'With --json, say where the events go: --output FILE.')
        const out = options.output ? createWriteStream(options.output) : process.stdout
        const failed = options.output
          ? once(out, 'error').then(([error]) => Promise.reject(error))
          : new Promise<never>(() => undefined)
        failed.catch(() => undefined)
        const write = async (text: string) => {
          if (!out.write(text)) await Promise.race([once(out, 'drain'), failed])
        }
        let events = 0
        let after: string | null = null
        await write(format.head)
        do {
          const page: { events: ExportedEvent[]; next: string | null } = await door.call(
            'exportEvents',
            { site: options.site ?? '' },
            {
              from: options.from ?? '',
              to: options.to ?? '',
              ...(options.purpose && { purpose: options.purpose as ConsentPurpose }),
              ...(after === null ? {} : { after }),
            },
          )
          for (const event of page.events) await write(format.line(event))
          events += page.events.length
          after = page.next
        } while (after !== null)
        if (options.output) {
          out.end()
          await Promise.race([once(out, 'finish'), failed])
          say.answer({ events, file: options.output }, () => `${count(events)} events written to ${options.output}.`)
        }
      }),
    )
}
