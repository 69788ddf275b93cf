/*
 * One table of the schema is two on a cluster: `events_local` on every server, which holds that shard's rows, and
 * `events`, which stands for all of them (Distributed). Migrations and deletions are written for one server; here they
 * become what every server must do. Nobody who writes a CREATE TABLE, an ALTER or a DELETE needs to think of clusters:
 * rows lie by visitor (or by another UInt64 of the sort key, such as an identity), and else by the first column of the
 * sort key, so that rows which replace each other always meet on one shard.
 */

export type ClusterFacts = { cluster: string; database: string; isReplicated: boolean }

/** servers: each one. shards: one server of each. any: whichever. */
export type ClusterStep = { on: 'servers' | 'shards' | 'any'; text: string }

export const localTable = (table: string): string => (table.endsWith('_local') ? table : `${table}_local`)

/** Splits at commas that are in no brackets and no quotes. */
const splitList = (text: string): string[] => {
  const pieces: string[] = []
  let depth = 0
  let quote = ''
  let piece = ''
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string
    piece += character
    if (quote !== '') {
      if (character === '\\') piece += text[++index] ?? ''
      else if (character === quote) quote = ''
    } else if (character === "'" || character === '`' || character === '"') quote = character
    else if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    else if (character === ',' && depth === 0) {
      pieces.push(piece.slice(0, -1).trim())
      piece = ''
    }
  }
  if (piece.trim() !== '') pieces.push(piece.trim())
  return pieces
}

/** The text between a bracket and its partner. */
const bracketed = (text: string, open: number): string => {
  let depth = 0
  for (let index = open; index < text.length; index++) {
    if (text[index] === '(') depth++
    if (text[index] === ')' && --depth === 0) return text.slice(open + 1, index)
  }
  throw new Error(`no closing bracket in ${text.slice(0, 80)}`)
}

const sortKey = (text: string): string[] => {
  const found = /\bORDER BY\s+/.exec(text.slice(text.search(/\bENGINE\s*=/)))
  if (!found) throw new Error(`a table without ORDER BY: ${text.slice(0, 80)}`)
  const rest = text.slice(text.search(/\bENGINE\s*=/) + found.index + found[0].length)
  return rest.startsWith('(') ? splitList(bracketed(rest, 0)) : [/^\w+/.exec(rest)?.[0] ?? '']
}

/** By which a row finds its shard: always part of the sort key. */
export const shardingKey = (create: string): string => {
  const key = sortKey(create)
  const columns = splitList(bracketed(create, create.indexOf('(')))
  const wide = key.find((name) => columns.some((column) => new RegExp(`^\`?${name}\`? UInt64\\b`).test(column)))
  return wide ?? `cityHash64(${key[0]})`
}

const replicated = (create: string): string =>
  create.replace(
    /\bENGINE\s*=\s*(\w*)MergeTree\s*(?:\(([^)]*)\))?/,
    (_, kind: string, words: string | undefined) =>
      `ENGINE = Replicated${kind}MergeTree('/minnow/{database}/{table}/{shard}', '{replica}'${words ? `, ${words}` : ''})`,
  )

const createTable = (text: string, table: string, { cluster, database, isReplicated }: ClusterFacts): ClusterStep[] => {
  const body = text.slice(text.indexOf('('))
  const local = `CREATE TABLE IF NOT EXISTS ${localTable(table)} ${isReplicated ? replicated(body) : body}`
  const all = `CREATE TABLE IF NOT EXISTS ${table} AS ${localTable(table)}
    ENGINE = Distributed('${cluster}', '${database}', '${localTable(table)}', ${shardingKey(text)})`
  return [
    { on: 'servers', text: local },
    { on: 'servers', text: all },
  ]
}

/** A step that was done on some servers only is done again on all. */
const again = (action: string): string =>
  action
    .replace(/^ADD (COLUMN|PROJECTION|INDEX) (?!IF NOT EXISTS)/, 'ADD $1 IF NOT EXISTS ')
    .replace(/^(DROP|RENAME|MODIFY|CLEAR|COMMENT) (COLUMN|PROJECTION|INDEX) (?!IF EXISTS)/, '$1 $2 IF EXISTS ')

const isOfColumns = (action: string): boolean => /^(ADD|DROP|MODIFY|RENAME|COMMENT) COLUMN\b/.test(action)

const alterTable = (table: string, rest: string, { isReplicated }: ClusterFacts): ClusterStep[] => {
  const settings = /\sSETTINGS\s[\w\s=,']+$/.exec(rest)?.[0] ?? ''
  const actions = splitList(rest.slice(0, rest.length - settings.length)).map(again)
  // Each replica has its own settings.
  const isLocal = /^(MODIFY|RESET) SETTING\b/.test(rest)
  const columns = actions
    .filter(isOfColumns)
    .map((action) => action.replace(/\sCODEC\((?:[^()]|\([^()]*\))*\)/, '').replace(/\s+SETTINGS\s.*$/s, ''))
  const steps: ClusterStep[] = [
    // Replicas of a shard tell each other.
    {
      on: isReplicated && !isLocal ? 'shards' : 'servers',
      text: `ALTER TABLE ${localTable(table)} ${actions.join(', ')}${settings}`,
    },
  ]
  if (columns.length > 0 && table !== localTable(table)) {
    steps.push({ on: 'servers', text: `ALTER TABLE ${table} ${columns.join(', ')}` })
  }
  return steps
}

/** What a statement that was written for one server means on a cluster, in this order. */
export const clusterSteps = (statement: string, facts: ClusterFacts): ClusterStep[] => {
  const text = statement.trim()
  const name = '(?:IF (?:NOT )?EXISTS )?`?(\\w+)`?'
  const table = (start: string): { table: string; rest: string } | undefined => {
    const found = new RegExp(`^${start} ${name}\\s*`).exec(text)
    return found?.[1] === undefined ? undefined : { table: found[1], rest: text.slice(found[0].length) }
  }
  const created = table('CREATE TABLE')
  if (created) return createTable(text, created.table, facts)
  const altered = table('ALTER TABLE')
  if (altered) return alterTable(altered.table, altered.rest, facts)
  const deleted = table('DELETE FROM')
  if (deleted) return [{ on: 'shards', text: `DELETE FROM ${localTable(deleted.table)} ${deleted.rest}` }]
  const emptied = table('TRUNCATE TABLE')
  if (emptied) return [{ on: 'shards', text: `TRUNCATE TABLE ${localTable(emptied.table)} ${emptied.rest}` }]
  const merged = table('OPTIMIZE TABLE')
  if (merged) return [{ on: 'shards', text: `OPTIMIZE TABLE ${localTable(merged.table)} ${merged.rest}` }]
  const started = table('SYSTEM START CLEANUP')
  if (started) return [{ on: 'servers', text: `SYSTEM START CLEANUP ${localTable(started.table)}` }]
  const dropped = table('DROP TABLE')
  if (dropped) {
    return [dropped.table, localTable(dropped.table)].map((each) => ({
      on: 'servers',
      text: `DROP TABLE IF EXISTS ${each} SYNC`,
    }))
  }
  return [{ on: /^(INSERT|SELECT|WITH)\b/.test(text) ? 'any' : 'servers', text }]
}

/** `quantile(CAST(5, 'Int64'))(x)` → `quantile(5)(x)`. */
const plainParameters = (text: string): string =>
  text.replace(/\b\w+\((?:CAST\(\d+, 'U?Int64'\)|'\w*'|[\d., ])+\)\(/g, (call) =>
    call.replace(/CAST\((\d+), 'U?Int64'\)/g, '$1'),
  )

/** Parts of all servers, under the names that the tables have on one server. */
const partsOf = (cluster: string): string =>
  `(SELECT * REPLACE(replaceRegexpOne(table, '_local$', '') AS table) FROM clusterAllReplicas('${cluster}', system.parts))`

/**
 * Roll-ups (projections) lie inside the shards' own tables; everything else is asked of the Distributed ones. A parameter
 * of an aggregate function must have the type that a shard gives it when it reads it again: a server ends with SIGABRT
 * where states of Int64 and UInt64 parameters meet (seen with 26.7).
 */
export const clusterQuery = (text: string, { cluster, database }: ClusterFacts): string =>
  plainParameters(text)
    .replace(
      /mergeTreeProjection\(currentDatabase\(\), '(\w+)', '?(\w+)'?\)/g,
      (_, table: string, projection: string) =>
        `cluster('${cluster}', mergeTreeProjection('${database}', '${localTable(table)}', '${projection}'))`,
    )
    .replace(/\bFROM system\.parts\b/g, () => `FROM ${partsOf(cluster)}`)
    .replace(
      /\bFROM system\.(query_log|text_log|server_settings)\b/g,
      (_, table: string) => `FROM clusterAllReplicas('${cluster}', system.${table})`,
    )
