import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Erasure, ErasurePlace, PersonExport, PersonQuestion } from '../../contract/person.ts'
import type { Door } from '../door.ts'
import { CommandError } from '../exit.ts'
import type { Run } from '../run.ts'
import { count } from '../say.ts'

type Options = {
  site: string
  visitor?: string
  userId?: string
  email?: string
  phone?: string
  author?: string
  link?: string
}

const questionOf = ({ visitor, userId, email, phone, author, link }: Options): PersonQuestion => {
  const question = { visitor, user_id: userId, email, phone, author, link }
  if (Object.values(question).every((said) => said === undefined)) {
    throw new CommandError('usage', 'Say who: --visitor, --user-id, --email, --phone, --author or --link.')
  }
  return question
}

const ASK_AGAIN_MS = 2_000
const LONGEST_WAIT_MS = 4 * 60_000

/** Until the disk is clean, or patience ends; a server goes on without us. */
const waitFor = async (door: Door, { site, id }: { site: string; id: string }): Promise<Erasure | undefined> => {
  for (let waited = 0; ; waited += ASK_AGAIN_MS) {
    const erasure = (await door.call('erasures', { site })).find((one) => one.id === id)
    if (!erasure || erasure.finished !== null || erasure.proof !== null || waited >= LONGEST_WAIT_MS) return erasure
    await sleep(ASK_AGAIN_MS)
  }
}

const placeNames: Record<ErasurePlace, string> = {
  data_folder: "this server's data folder",
  server_files: "the ClickHouse server's files",
  server_queries: "the ClickHouse server's query_log",
  server_messages: "the ClickHouse server's text_log",
  server_log_files: "the ClickHouse server's log files",
  collector_notes: 'what servers tell each other',
  database_files: "PostgreSQL's files",
}

const proofText = ({ proof }: Erasure): string => {
  if (!proof) return 'The disk is still being cleaned; Settings → Privacy says when nothing is left.'
  const placesWith = (wanted: string): string[] =>
    proof.places.flatMap(({ place, outcome }) => (outcome === wanted ? [placeNames[place]] : []))
  const unsearched = placesWith('not_searched')
  const where = [...proof.found_in, ...placesWith('found')]
  const searched = `${count(proof.files_searched)} files (${count(proof.bytes_searched / 1e6)} MB) were searched`
  const rows = `${count(proof.rows_left)} rows and ${count(proof.old_parts_left)} replaced files were found`
  const isLeft = where.length + proof.rows_left + proof.old_parts_left > 0
  return [
    isLeft
      ? `Something is left, and is tried again: ${searched}, ${rows}.`
      : `Nothing is left: ${searched}, and ${rows}.`,
    ...(where.length > 0 ? [`Traces are in: ${where.join(', ')}.`] : []),
    ...(unsearched.length > 0 ? [`Not searched, because Minnow cannot: ${unsearched.join(', ')}.`] : []),
  ].join(' ')
}

const who = (command: Command): Command =>
  command
    .requiredOption('--site <id>', 'the site')
    .option('--visitor <id>', "the tag's visitor id, or the number in an export")
    .option('--user-id <id>', 'the id of their account in your shop')
    .option('--email <address>', 'an e-mail address they gave')
    .option('--phone <number>', 'a telephone number they gave')
    .option('--author <name>', 'the name under which they wrote what mentions tell of')
    .option('--link <address>', 'something they wrote elsewhere, or their profile there with everything below it')

export const registerPerson = (program: Command, run: Run): void => {
  const person = program.command('person').description('what is stored of one person: hand it over, or erase it')

  who(person.command('export'))
    .description('write everything that is stored of one person as one JSON document')
    .option('--output <file>', 'else standard output')
    .action(
      run(async ({ door, say }, options: Options & { output?: string }) => {
        const question = questionOf(options)
        const { site } = options
        const first: PersonExport = await door.call('exportPerson', { site }, question)
        for (let next = first.next; next !== null; ) {
          const page: PersonExport = await door.call('exportPerson', { site }, { ...question, after: next })
          first.events.push(...page.events)
          next = page.next
        }
        const { next: _, ...file } = first
        const text = `${JSON.stringify(file, null, 2)}\n`
        if (!options.output) {
          process.stdout.write(text)
          return
        }
        const out = createWriteStream(options.output, { mode: 0o600 })
        out.end(text)
        await finished(out)
        say.answer(
          { file: options.output, events: file.events.length },
          () => `${count(file.events.length)} events are in ${options.output}.`,
        )
      }),
    )

  who(person.command('erase'))
    .description('erase one person for good, and search the data folder for what is left')
    .option('--yes', 'without asking what would be erased')
    .action(
      run(async ({ door, say }, options: Options & { yes?: boolean }) => {
        const question = questionOf(options)
        const { site } = options
        const found = await door.call('findPerson', { site }, question)
        if (!options.yes) {
          throw new CommandError(
            'usage',
            `This would erase ${count(found.events + found.aside)} events of ${count(found.visitors)} browsers, and cannot be undone. Add --yes to do it.`,
          )
        }
        const begun = await door.call('erasePerson', { site }, question)
        const erasure = (await waitFor(door, { site, id: begun.id })) ?? begun
        say.answer(
          erasure,
          () =>
            `Erased: ${count(erasure.rows_erased)} rows of ${count(found.events + found.aside)} events. ${proofText(erasure)}`,
        )
      }),
    )
}
