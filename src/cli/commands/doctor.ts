import { constants, existsSync } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { version } from '../../platform/package-root.ts'
import { type Door, openDoor } from '../door.ts'
import { exitCodes } from '../exit.ts'
import { globalOptions } from '../run.ts'

type Finding = { check: string; ok: boolean; found: string; fix?: string }

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

const checkFolder = async (dataDir: string): Promise<Finding> => {
  try {
    const existing = existsSync(dataDir) ? dataDir : dirname(dataDir)
    await mkdir(existing, { recursive: true })
    await access(existing, constants.W_OK)
    return { check: 'data folder', ok: true, found: `${dataDir} can be written` }
  } catch (error) {
    return {
      check: 'data folder',
      ok: false,
      found: `${dataDir}: ${(error as Error).message}`,
      fix: 'Give this user the folder, or name another with --data.',
    }
  }
}

const checkDisk = async (dataDir: string): Promise<Finding> => {
  const { bavail, bsize } = await statfs(existsSync(dataDir) ? dataDir : dirname(dataDir))
  const free = bavail * bsize
  return {
    check: 'disk',
    ok: free > 2e9,
    found: `${gigabytes(free)} free`,
    ...(free > 2e9 ? {} : { fix: 'Make room: below 2 GB the event store may stop taking events.' }),
  }
}

const checkNode = (): Finding => ({
  check: 'Node',
  ok: Number(process.versions.node.split('.')[0]) >= 24,
  found: process.versions.node,
  ...(Number(process.versions.node.split('.')[0]) >= 24
    ? {}
    : { fix: 'Start Minnow with npm start or the minnow command, which bring Node 24 along.' }),
})

const checkSites = async (door: Door): Promise<Finding[]> => {
  const { sites } = await door.call('me', {})
  if (sites.length === 0) return [{ check: 'sites', ok: true, found: 'none yet' }]
  return Promise.all(
    sites.map(async ({ id, name }) => {
      const status = await door.call('siteStatus', { site: id })
      const dropped = Object.entries(status.dropped_today).map(([reason, events]) =>
        // A tag that sends again what may have been lost does what it should.
        reason === 'duplicate' ? `${events} sent again and counted once` : `${events} dropped: ${reason}`,
      )
      const leftOut = Object.entries(status.left_out_today).map(
        ([reason, properties]) => `${properties} properties left out: ${reason}`,
      )
      const last =
        status.last_event === null
          ? 'no event yet'
          : `last event ${new Date(status.last_event).toISOString()}, ${status.events_today} today`
      const ok = status.last_event !== null
      return {
        check: `site ${name}`,
        ok,
        found: [last, ...dropped, ...leftOut].join('; '),
        ...(ok ? {} : { fix: 'Put its tag into the page: Settings → Tag.' }),
      }
    }),
  )
}

export const registerDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description('look at this installation and say what is wrong and what to do')
    .action(async (_options: unknown, command: Command) => {
      const { dataDir, say } = globalOptions(command)
      const findings: Finding[] = [
        { check: 'Minnow', ok: true, found: version },
        checkNode(),
        await checkFolder(dataDir),
        await checkDisk(dataDir),
      ]
      if (!existsSync(dataDir)) {
        findings.push({ check: 'stores', ok: true, found: 'none yet; npm start makes them' })
      } else {
        try {
          const door = await openDoor(dataDir)
          findings.push({
            check: 'stores',
            ok: true,
            found: door.running ? 'open, the server answers' : 'open, no server is running',
          })
          findings.push(...(await checkSites(door).finally(() => door.close())))
        } catch (error) {
          findings.push({
            check: 'stores',
            ok: false,
            found: (error as Error).message,
            fix: 'See docs/on-the-internet.md, "When something is wrong".',
          })
        }
      }
      say.answer({ ok: findings.every(({ ok }) => ok), findings }, () =>
        findings
          .map(({ check, ok, found, fix }) => `${ok ? '✓' : '✗'} ${check}: ${found}${fix ? `\n  → ${fix}` : ''}`)
          .join('\n'),
      )
      if (findings.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed
    })
}
