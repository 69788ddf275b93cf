import type { Command } from 'commander'
import type { ReconciledLine, Reconciliation } from '../../contract/imports.ts'
import type { Run } from '../run.ts'
import { count, table } from '../say.ts'

const reasonText = ({ reason, count: many }: ReconciledLine['why'][number]): string =>
  many === null ? reason : `${reason} ${count(many)}`

/** What the file says, what Minnow counts, and why they differ. */
export const reconciliationText = ({ lines }: Reconciliation): string =>
  table(
    ['figure', 'file', 'minnow', 'why'],
    lines.map(({ measure, of, file, minnow, why }) => [
      of === '' ? measure : `${measure} ${of}`,
      count(file),
      count(minnow),
      why.map(reasonText).join(', '),
    ]),
  )

const day = (time: number | null | undefined): string =>
  time === null || time === undefined ? '–' : new Date(time).toISOString().slice(0, 10)

export const registerImports = (program: Command, run: Run): void => {
  const imports = program.command('imports').description('files that were imported, and what came of them')

  imports
    .command('list')
    .description('list imports, newest first')
    .requiredOption('--site <id>', 'the site')
    .action(
      run(async ({ door, say }, { site }: { site: string }) => {
        const all = await door.call('imports', { site })
        say.answer(all, () =>
          table(
            ['id', 'kind', 'file', 'state', 'new', 'from', 'to'],
            all.map(({ id, kind, file, state, accepted, report }) => [
              ...[id, kind, file, state, count(accepted), day(report?.first), day(report?.last)],
            ]),
          ),
        )
      }),
    )

  imports
    .command('show <import>')
    .description('what the file says, what Minnow counts, and why they differ')
    .requiredOption('--site <id>', 'the site')
    .action(
      run(async ({ door, say }, id: string, { site }: { site: string }) => {
        const one = await door.call('importById', { site, import: id })
        say.answer(one, () => (one.report ? reconciliationText(one.report) : `${one.state} ${one.problem}`.trim()))
      }),
    )

  imports
    .command('undo <import>')
    .description('take an import back: everything that it brought is gone')
    .requiredOption('--site <id>', 'the site')
    .action(
      run(async ({ door, say }, id: string, { site }: { site: string }) => {
        const undone = await door.call('undoImport', { site, import: id })
        say.answer(undone, () => `${undone.file} is taken back.`)
      }),
    )
}
