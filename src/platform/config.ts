import { resolve } from 'node:path'
import { z } from 'zod'
import { networkList } from './addresses.ts'

/** Everything that can be set from outside. The only file that reads the environment. */
export type Config = {
  /** Folder of the embedded stores, the server's note for the command line and the lock. */
  dataDir: string
  /** Where files wait to be imported; several servers may share it. Undefined: in dataDir. */
  uploadsDir: string | undefined
  /** Address to listen on. This machine only by default: the first visitor becomes the owner. */
  host: string
  port: number
  /** How people reach this server, without a slash at the end. */
  publicUrl: string
  /** Addresses or networks whose X-Forwarded-… headers are believed. */
  trustedProxies: string[]
  /** Private networks that feeds and webhooks may lead to. */
  outboundAllow: string[]
  /** Seals stored secrets; several, with commas: the first seals, the others still open. Empty: a file in dataDir. */
  secretKeys: string[]
  /** One ClickHouse server, or all servers of a cluster between commas, …/database?cluster=NAME. */
  clickhouseUrl: string | undefined
  databaseUrl: string | undefined
  /** Memory one report may take in the embedded event store. */
  queryMemoryMb: number
  /** Who may read /metrics, besides this machine itself where it is not set. */
  metricsToken: string | undefined
  /** Disk that accepted events may take while the event store takes none. */
  spoolMb: number
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Opens the demo shop to anyone who reaches this server. */
  demo: boolean
  /** MINNOW_… names that mean nothing: most likely misspelt, so they are told at start. */
  unknown: string[]
}

/** A setting that cannot be used; its message says which and what to write instead. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const url = (protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address like ${example}`,
    )

const isNetwork = (text: string): boolean => {
  try {
    networkList([text])
    return true
  } catch {
    return false
  }
}
const networks = z
  .string()
  .transform(list)
  .refine((all) => all.every(isNetwork), 'must be networks like 10.0.0.0/8, with commas between them')

const SECRET_CHARACTERS = 32
const secretKeys = z
  .string()
  .transform(list)
  .refine(
    (all) => all.every((key) => key.length >= SECRET_CHARACTERS),
    `must have at least ${SECRET_CHARACTERS} characters; make one with: openssl rand -hex 32`,
  )

/** One address, or those of all servers of a cluster between commas; the last one has the rest of the address. */
const addresses = (protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (text) =>
        text.split(',').every((part) => URL.canParse(part.trim()) && protocols.includes(new URL(part.trim()).protocol)),
      `must be an address like ${example}, or those of all servers of a cluster: http://one:8123,http://two:8123/minnow?cluster=NAME`,
    )

const Environment = z.object({
  MINNOW_DATA: z.string().min(1).default('data'),
  MINNOW_UPLOADS: z.string().min(1).optional(),
  MINNOW_HOST: z.string().min(1).default('localhost'),
  MINNOW_PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(8787),
  MINNOW_PUBLIC_URL: url(['http:', 'https:'], 'https://minnow.example').optional(),
  MINNOW_TRUSTED_PROXIES: z.string().default(''),
  MINNOW_OUTBOUND_ALLOW: networks.default([]),
  MINNOW_SECRET_KEY: secretKeys.default([]),
  MINNOW_CLICKHOUSE_URL: addresses(['http:', 'https:'], 'http://user:password@clickhouse:8123/minnow').optional(),
  MINNOW_DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@postgres/minnow').optional(),
  MINNOW_QUERY_MEMORY_MB: z.coerce.number('must be a number').int().min(64).default(900),
  MINNOW_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  MINNOW_SPOOL_MB: z.coerce.number('must be a number').int().min(16).default(1_024),
  MINNOW_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  MINNOW_DEMO: z.enum(['0', '1', 'false', 'true']).default('false'),
})

export type Environment = Record<string, string | undefined>

const isSet = ([name, value]: [string, string | undefined]): boolean => name.startsWith('MINNOW_') && value !== ''

/** Options of the command line win over the environment. */
export const readConfig = (options: Partial<Config> = {}, environment: Environment = process.env): Config => {
  const set = Object.fromEntries(Object.entries(environment).filter(isSet))
  const unknown = Object.keys(set).filter((name) => !(name in Environment.shape))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const said = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(`These settings cannot be used:\n  ${said.join('\n  ')}`)
  }
  const values = parsed.data
  const port = options.port ?? values.MINNOW_PORT
  return {
    dataDir: resolve(options.dataDir ?? values.MINNOW_DATA),
    uploadsDir: options.uploadsDir ?? (values.MINNOW_UPLOADS && resolve(values.MINNOW_UPLOADS)),
    host: options.host ?? values.MINNOW_HOST,
    port,
    publicUrl: (options.publicUrl ?? values.MINNOW_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    trustedProxies: options.trustedProxies ?? list(values.MINNOW_TRUSTED_PROXIES),
    outboundAllow: options.outboundAllow ?? values.MINNOW_OUTBOUND_ALLOW,
    secretKeys: options.secretKeys ?? values.MINNOW_SECRET_KEY,
    clickhouseUrl: options.clickhouseUrl ?? values.MINNOW_CLICKHOUSE_URL,
    databaseUrl: options.databaseUrl ?? values.MINNOW_DATABASE_URL,
    queryMemoryMb: options.queryMemoryMb ?? values.MINNOW_QUERY_MEMORY_MB,
    metricsToken: options.metricsToken ?? values.MINNOW_METRICS_TOKEN,
    spoolMb: options.spoolMb ?? values.MINNOW_SPOOL_MB,
    logLevel: options.logLevel ?? values.MINNOW_LOG_LEVEL,
    demo: options.demo ?? (values.MINNOW_DEMO === '1' || values.MINNOW_DEMO === 'true'),
    unknown,
  }
}
