// Fills a data folder with the made-up month:
//   node bench/month.ts DATA_FOLDER SITE SESSIONS
// Every event gets an id, two properties, and on paid sessions a click id; one visitor in a hundred is known on
// a second device as well.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { linkVisitors, migrate, openChdb } from '../src/events/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createLog } from '../src/platform/log.ts'
import { raw, sql } from '../src/platform/sql.ts'
import { monthSql } from './baseline.ts'

const [dataDir = '', site = '', sessions = '2370000'] = process.argv.slice(2)
const store = await openChdb({ path: join(dataDir, 'events'), memoryMb: 8_000, log: createLog('warn') })
await migrate(store, systemClock)

const slow = { maxSeconds: 3_600 }

await store.command(raw('DROP TABLE IF EXISTS raw'))
await store.command(raw(monthSql(sessions)))

const columns = {
  site: `'${site}'`,
  ts: "toDateTime64(ts, 3, 'UTC')",
  lag: 'toInt64(cityHash64(sid, ts) % 800)',
  tie: '0',
  id: 'cityHash64(sid, kind, path, ts)',
  name: 'kind',
  visitor: 'cityHash64(vid)',
  session: 'cityHash64(sid)',
  session_started: 'started',
  session_opens: 'is_entry',
  host: "'shop.example'",
  path: 'path',
  query: "if(is_entry, q, '')",
  referrer: "if(is_entry, ref, '')",
  channel: `transform(src, ['google','direct','facebook','instagram','bing','newsletter','google_cpc','partner'],
    ['Organic Search','Direct','Organic Social','Organic Social','Organic Search','Email','Paid Search','Referral'], '')`,
  source: "if(src = 'google_cpc', 'google', src)",
  medium: "transform(src, ['newsletter','google_cpc'], ['email','cpc'], 'organic')",
  campaign: "transform(src, ['newsletter','google_cpc'], ['weekly','brand'], '')",
  click_id_kind: "if(src = 'google_cpc', 'gclid', '')",
  click_id:
    "if(src = 'google_cpc', concat('Cj0KCQ', hex(cityHash64(sid, 1)), hex(cityHash64(sid, 2)), hex(cityHash64(sid, 3))), '')",
  landing_page: 'landing_page',
  device: 'dev',
  browser: 'br',
  country: 'country',
  value: 'value',
  currency: "if(value > 0, 'USD', '')",
  transaction_id: "if(kind = 'purchase', concat('T', toString(sid)), '')",
  origin: "'tag'",
  properties: "map('item', item, 'colour', concat('c', toString(sid % 12)))",
}
const insert = `INSERT INTO events (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} FROM raw`
await store.command(raw(`${insert} SETTINGS max_insert_threads = 2`))
await store.command(raw('DROP TABLE raw'))

// One visitor in a hundred comes back with a second browser and logs in on both: two visitors, one person.
const visitors = await store.query<{ visitor: string }>(
  sql`SELECT DISTINCT visitor FROM events WHERE site = ${site} AND visitor % 100 = 0 ORDER BY visitor`,
  slow,
)
const links = visitors.map(({ visitor }, index) => ({
  site,
  visitor: BigInt(visitor),
  identities: [{ kind: 'id' as const, hash: BigInt(Math.floor(index / 2) + 1) }],
}))
for (let from = 0; from < links.length; from += 2_000) await linkVisitors(store, links.slice(from, from + 2_000))

// A month that came in day by day was merged long ago; what was written here at once is being merged now.
const QUIET_MS = 3_000
for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MS; ) {
  const merging = await store.query(sql`SELECT 1 FROM system.merges LIMIT 1`)
  if (merging.length > 0) quietSince = performance.now()
  await sleep(200)
}
await store.close()
