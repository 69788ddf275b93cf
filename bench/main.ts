// npm run bench [-- --sessions 2370000] [--seconds 10] [--keep FOLDER] [--scaled]
// --scaled: then the same on two ClickHouse servers and PostgreSQL, by one process and by two.
// Prints each figure beside its baseline of the same run and what it is to be. Machines differ; ratios hold.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { Baseline } from './baseline.ts'
import { measureIngest } from './ingest.ts'
import { measureFirstAnswer, measureReports } from './reports.ts'
import type { Row } from './row.ts'
import { peakMb, residentMb, root, runNode, settlesMs, startMinnow } from './server.ts'

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '2370000' },
    seconds: { type: 'string', default: '10' },
    keep: { type: 'string' },
    scaled: { type: 'boolean', default: false },
  },
})
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'minnow-bench-'))
const rows: Row[] = []
const say = (line: string) => process.stderr.write(`${line}\n`)

type Made = { id: string; key: string }
const madeFile = join(folder, 'bench.json')

const baselineFolder = join(folder, 'baseline')

const prepare = async (): Promise<Made> => {
  if (!existsSync(baselineFolder)) {
    say(`Making a month of ${values.sessions} sessions in a bare table …`)
    runNode('bench/baseline.ts', 'make', baselineFolder, values.sessions)
  }
  if (existsSync(madeFile)) return JSON.parse(readFileSync(madeFile, 'utf8')) as Made
  say(`Making a month of ${values.sessions} sessions in ${folder} …`)
  const made = JSON.parse(
    runNode(
      'src/cli/main.ts',
      'site',
      'add',
      'Bench',
      '--domain',
      'shop.example',
      '--timezone',
      'UTC',
      '--currency',
      'USD',
      '--recognition',
      'full',
      '--data',
      folder,
      '--json',
    ),
  ) as Made
  runNode('bench/month.ts', folder, made.id, values.sessions)
  const { writeFileSync } = await import('node:fs')
  writeFileSync(madeFile, JSON.stringify(made))
  return made
}

const print = () => {
  for (const { figure, measured, baseline, ratio, target, ok } of rows) {
    const mark = ok === undefined ? ' ' : ok ? '✓' : '✗'
    const held =
      baseline === undefined ? '' : `  against ${baseline}${ratio === undefined ? '' : `: ratio ${ratio.toFixed(2)}`}`
    process.stdout.write(`${mark} ${figure}: ${measured}${held}  (${target})\n`)
  }
}

const sizes = () => {
  const gzip = (file: string) => gzipSync(readFileSync(join(root, 'tracker', 'dist', file)), { level: 9 }).length
  const tag = gzip('m.js')
  rows.push({ figure: 'tag, gzip', measured: `${tag} B`, target: 'at most 4,000', ok: tag <= 4_000 })
  if (existsSync(join(root, 'tracker', 'dist', 'vitals.js'))) {
    const all = tag + gzip('vitals.js')
    rows.push({
      figure: 'all script of a plain page, gzip',
      measured: `${all} B`,
      target: 'at most 7,000',
      ok: all <= 7_000,
    })
  }
}

const made = await prepare()

const first = await startMinnow(folder)
rows.push(await measureFirstAnswer({ port: first.port, ...made, startedInMs: first.startedInMs }))
await first.stop()

const server = await startMinnow(folder)
try {
  await sleep(settlesMs)
  const idle = residentMb(server.child)
  rows.push({
    figure: 'resident memory, idle',
    measured: `${idle} MB`,
    target: 'at most 450 MB',
    ok: (idle ?? 0) <= 450,
  })
  const most = (during: string): void => {
    const peak = peakMb(server.child)
    rows.push({
      figure: `most resident memory, ${during}`,
      measured: `${peak} MB`,
      target: 'at most 1,024 MB',
      ok: (peak ?? 0) <= 1_024,
    })
  }
  peakMb(server.child)
  const baseline = new Baseline(baselineFolder)
  rows.push(...(await measureReports({ port: server.port, ...made, baseline, say })))
  baseline.close()
  most('while the reports run')
  rows.push(...(await measureIngest({ server, ...made, seconds: Number(values.seconds), say })))
  most('while events come in and the slowest report runs')
} finally {
  await server.stop()
}
sizes()
rows.push(JSON.parse(runNode('bench/disk.ts', folder, made.id)) as Row)
if (values.scaled) {
  const { measureScaled } = await import('./scaled.ts')
  rows.push(...(await measureScaled({ folder, made, baselineFolder, seconds: Number(values.seconds), say })))
}
print()
if (!values.keep) rmSync(folder, { recursive: true, force: true })
else say(`The month is kept in ${folder} (${statSync(madeFile).size > 0 ? 'reused next time' : ''}).`)
