import type { Command } from 'commander'
import { presets } from '../../contract/site.ts'
import { tagSnippet } from '../../contract/tag.ts'
import type { Run } from '../run.ts'
import { table } from '../say.ts'

export const registerSite = (program: Command, run: Run): void => {
  const site = program.command('site').description('add and list sites')

  site
    .command('add <name>')
    .description('add a site; prints its id, its tag and an API key (shown this once)')
    .requiredOption('--domain <domain...>', 'host names of the site, without https://')
    .requiredOption('--timezone <zone>', 'IANA name, like Asia/Ho_Chi_Minh')
    .requiredOption('--currency <code>', 'three letters, like VND')
    .option('--preset <kind>', `goals to begin with: ${presets.join(', ')}`, 'ecommerce')
    .option('--language <code>', 'en, vi, th or lt', 'en')
    .option('--recognition <mode>', 'cookieless, consent or full', 'cookieless')
    .action(
      run(async ({ door, say }, name: string, options: Record<string, string> & { domain: string[] }) => {
        const created = await door.call(
          'createSite',
          {},
          {
            name,
            domains: options.domain,
            timezone: options.timezone ?? '',
            currency: options.currency ?? '',
            preset: options.preset as 'ecommerce',
            language: options.language as 'en',
            recognition: options.recognition as 'full',
          },
        )
        const { public_url } = await door.call('me', {})
        const { key } = await door.call(
          'createKey',
          { site: created.id },
          { name: 'command line', scopes: ['collect', 'read', 'write'] },
        )
        const tag = tagSnippet(public_url, created)
        say.answer(
          { id: created.id, tag, key },
          () => `Site  ${created.id}\nTag   ${tag}\nKey   ${key}   (shown this once)`,
        )
      }),
    )

  site
    .command('list')
    .description('list all sites')
    .action(
      run(async ({ door, say }) => {
        const { sites } = await door.call('me', {})
        say.answer(sites, () =>
          sites.length === 0
            ? 'No sites yet. Add one with: minnow site add "Shop" --domain shop.example --timezone UTC --currency USD'
            : table(
                ['id', 'name', 'domains', 'time zone', 'currency'],
                sites.map((one) => [one.id, one.name, one.domains.join(' '), one.timezone, one.currency]),
              ),
        )
      }),
    )
}
