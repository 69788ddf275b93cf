import type { HookKind } from '../contract/mention.ts'
import type { Role } from '../contract/site.ts'

/**
 * The tables of the control store. Portable types only: text ids, integer epoch milliseconds, JSON as text.
 * Accounts (users, user_sessions, …) are made and read by better-auth; only the columns read here are listed.
 */
export type ControlTables = {
  meta: { key: string; value: string }
  sites: {
    id: string
    created: number
    demo: number
    name: string
    /** JSON list of host names. */
    domains: string
    timezone: string
    currency: string
    language: string
    preset: string
    recognition: string
    /** JSON of PrivacySettings. */
    privacy: string
  }
  goals: { id: string; site: string; created: number; preset_key: string | null; definition: string }
  funnels: { id: string; site: string; created: number; preset_key: string | null; definition: string }
  memberships: { user_id: string; site: string; role: Role; created: number }
  invitations: {
    id: string
    site: string
    role: Role
    note: string
    token_hash: string
    created: number
    expires: number
    used: number | null
  }
  api_keys: {
    id: string
    site: string
    name: string
    /** JSON list of scopes. */
    scopes: string
    hash: string
    start: string
    created: number
    last_used: number | null
  }
  leases: {
    name: string
    holder: string
    /** Held until then, by the store's clock. */
    expires: number
    /** The last planned time whose work is done. */
    done_slot: number
    finished: number | null
    took_ms: number | null
    /** Why the last run failed; null when it did not. */
    error: string | null
  }
  /** JSON of SiteRules. */
  site_rules: { site: string; rules: string }
  feeds: {
    id: string
    site: string
    created: number
    name: string
    url: string
    network: string
    campaign: string
    every_minutes: number
    checked: number | null
    next_check: number
    etag: string
    last_modified: string
    /** In a row; the wait grows with them. */
    failures: number
    mentions: number
    /** JSON of a FeedFailure. */
    error: string | null
  }
  known_mentions: { site: string; mention: string; seen: number }
  /** Secrets are sealed (platform/secrets.ts). */
  hooks: {
    id: string
    site: string
    kind: HookKind
    secret: string
    token: string
    created: number
    last_received: number | null
    received: number
  }
  giveaways: { id: string; site: string; created: number; definition: string }
  other_ids: {
    id: string
    site: string
    tool: string
    value: string
    servers: number
    secret_hash: string | null
    created: number
  }
  imports: {
    id: string
    site: string
    kind: string
    file: string
    bytes: number
    state: string
    started: number
    finished: number | null
    progress: number
    accepted: number
    problem: string
    /** JSON of Reconciliation; '' until it is made. */
    report: string
    resumed: number
  }
  collector_notes: {
    /** One more than the one before. */
    position: number
    collector: string
    told: number
    /** Base64 of 64-bit hashes, as are the two below. */
    ids: string
    transactions: string
    visitors: string
  }
  day_counts: { site: string; day: string; outcome: string; reason: string; events: number }
  salts: { day: string; salt: string; created: number }
  users: { id: string; name: string; email: string; language: string | null; twoFactorEnabled: boolean | null }
  user_two_factors: { id: string; userId: string }
  erasures: {
    id: string
    site: string
    at: number
    /** JSON list of hashes. */
    marks: string
    /** JSON list of kinds of identifier. */
    known_by: string
    rows_erased: number
    finished: number | null
    /** JSON of ErasureProof. */
    proof: string | null
    /** What the disk is searched for, sealed; null when that is done. */
    sealed_traces: string | null
  }
  audit: {
    id: string
    at: number
    site: string | null
    actor_kind: string
    actor: string
    actor_name: string
    action: string
    /** JSON of what was said, without secrets and without anybody's identity. */
    detail: string
    address: string
  }
  user_accounts: { id: string; userId: string; providerId: string; password: string | null }
  user_sessions: { id: string; userId: string }
}
