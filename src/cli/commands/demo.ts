import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Run } from '../run.ts'

export const registerDemo = (program: Command, run: Run): void => {
  program
    .command('demo')
    .description('add the demo shop with its 90 days of history')
    .action(
      run(async ({ door, say }) => {
        const { site } = await door.call('openDemo', {})
        let progress = await door.call('demoProgress', {})
        const bar = say.progress(progress.days, 'days')
        while (progress.filling) {
          await sleep(300)
          progress = await door.call('demoProgress', {})
          bar.at(progress.days_filled)
        }
        bar.end()
        say.answer(
          { site, days: progress.days_filled },
          () => `The demo shop is there: site ${site}, ${progress.days_filled} days. See it with: npm start`,
        )
      }),
    )
}
