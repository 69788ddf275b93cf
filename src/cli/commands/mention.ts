import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Feed, MentionsTaken } from '../../contract/mention.ts'
import { mentionLimits } from '../../contract/mention.ts'
import { CommandError, exitCodes } from '../exit.ts'
import type { Run } from '../run.ts'
import { count, table } from '../say.ts'

const takenText = ({ accepted, known, issues }: MentionsTaken, path: string): string =>
  [
    `${count(accepted)} new mentions, ${count(known)} were there already.`,
    ...issues.map(({ index, message }) => `  ${path}:${index} ${message}`),
  ].join('\n')

const feedsText = (feeds: readonly Feed[]): string =>
  table(
    ['id', 'name', 'mentions', 'last asked', 'address', 'trouble'],
    feeds.map(({ id, name, mentions, checked, url, error }) => [
      ...[id, name, count(mentions), checked === null ? '–' : new Date(checked).toISOString().slice(0, 16)],
      ...[url, error?.message ?? ''],
    ]),
  )

const registerFeed = (program: Command, run: Run): void => {
  const feed = program.command('feed').description('feeds (RSS, Atom, JSON) that are asked for mentions of the brand')
  feed
    .command('list')
    .requiredOption('--site <id>', 'the site')
    .action(
      run(async ({ door, say }, options: { site: string }) => {
        const feeds = await door.call('feeds', { site: options.site })
        say.answer(feeds, () => feedsText(feeds))
      }),
    )
  feed
    .command('add <address>')
    .description('add a feed, and ask it at once')
    .requiredOption('--site <id>', 'the site')
    .option('--name <name>', "default: the address's host")
    .option('--campaign <name>', 'the campaign that its mentions belong to')
    .option('--every <minutes>', 'how often it is asked', '30')
    .action(
      run(async ({ door, say }, url: string, options: Record<string, string>) => {
        const { site = '', name = URL.parse(url)?.host ?? url, campaign = '', every } = options
        const input = { url, name, campaign, every_minutes: Number(every) }
        const made = await door.call('createFeed', { site }, input)
        say.answer(made, () => feedsText([made]))
        if (made.error) process.exitCode = exitCodes.partly
      }),
    )
  feed
    .command('remove <id>')
    .description('ask it no more; its mentions stay')
    .requiredOption('--site <id>', 'the site')
    .action(
      run(async ({ door, say }, id: string, options: { site: string }) => {
        const answer = await door.call('removeFeed', { site: options.site, feed: id })
        say.answer(answer, () => 'Removed.')
      }),
    )
}

export const registerMention = (program: Command, run: Run): void => {
  registerFeed(program, run)
  program
    .command('mention <file>')
    .description('record mentions of the brand from a CSV file; the same rows again add nothing')
    .requiredOption('--site <id>', 'the site')
    .addHelpText(
      'after',
      '\nThe first line names the columns: link, text, author, network, time, hashtags, campaign, sentiment, reach.\nA link or a text is enough.',
    )
    .action(
      run(async ({ door, say }, path: string, options: { site: string }) => {
        if (!existsSync(path)) throw new CommandError('notFound', `There is no file ${path}.`)
        const csv = readFileSync(path, 'utf8')
        if (csv.length > mentionLimits.csvBytes) {
          const most = count(mentionLimits.csvBytes)
          throw new CommandError('usage', `${path} has more than ${most} characters; split it.`)
        }
        const taken = await door.call('importMentions', { site: options.site }, { csv })
        say.answer(taken, () => takenText(taken, path))
        if (taken.issues.length > 0) process.exitCode = exitCodes.partly
      }),
    )
}
