// Bytes on disk an event, all of Minnow's own tables together: node bench/disk.ts DATA_FOLDER SITE
import { join } from 'node:path'
import { openChdb } from '../src/events/index.ts'
import { createLog } from '../src/platform/log.ts'
import { sql } from '../src/platform/sql.ts'

const [dataDir = '', site = ''] = process.argv.slice(2)
const store = await openChdb({ path: join(dataDir, 'events'), log: createLog('warn') })
const [disk] = await store.query<{ bytes: string; detail: string }>(
  sql`SELECT sum(held) AS bytes, arrayStringConcat(groupArray(concat(table, ' ', toString(round(held / 1e6)), ' MB')), ', ') AS detail FROM
    (SELECT table, sum(bytes_on_disk) AS held FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY held DESC)`,
)
const [count] = await store.query<{ events: string }>(sql`SELECT count() AS events FROM events WHERE site = ${site}`)
await store.close()
const each = Number(disk?.bytes) / Number(count?.events)
process.stdout.write(
  JSON.stringify({
    figure: 'disk',
    measured: `${each.toFixed(1)} B an event (${disk?.detail})`,
    target: 'at most 65',
    ok: each <= 65,
  }),
)
