import type { z } from 'zod'
import type { ApiError } from '../../contract/error.ts'

/** Every refusal of the HTTP API: the code is stable, the sentence says what was wrong, `fix` what to do. */
export const errors = {
  invalid_input: {
    status: 400,
    message: 'Some of what was sent cannot be used.',
    fix: 'Correct the fields listed in issues.',
  },
  malformed_json: { status: 400, message: 'The body is not valid JSON.', fix: 'Send JSON encoded as UTF-8.' },
  malformed_request: {
    status: 400,
    message: 'The request could not be read.',
    fix: 'See /api/docs for how this route is called.',
  },
  unknown_site: {
    status: 400,
    message: 'No site has this id.',
    fix: 'Copy the tag again from Settings, or ask the owner of the site.',
  },
  unknown_goal: {
    status: 400,
    message: 'A step or filter names a goal that does not exist.',
    fix: 'Choose a goal of this site.',
  },
  not_signed_in: {
    status: 401,
    message: 'You are not signed in.',
    fix: 'Sign in, or send an API key as "Authorization: Bearer mnw_…".',
  },
  wrong_key: { status: 401, message: 'This API key is unknown or was revoked.', fix: 'Make a new key in Settings.' },
  needs_key: {
    status: 403,
    message: 'A server sends for its visitors with a key.',
    fix: 'Use a key with `collect`, or mark the id as one that servers use, in Settings, Other tools.',
  },
  needs_secret: {
    status: 403,
    message: 'The secret that came along is not one of this site.',
    fix: 'Use a key with `collect`, or set the secret in Settings, Other tools.',
  },
  not_allowed: { status: 403, message: 'Your role or key does not allow this.', fix: 'Ask an owner of the site.' },
  wrong_origin: {
    status: 403,
    message: 'This request came from a page of another site.',
    fix: 'Set MINNOW_PUBLIC_URL to the address that people use to reach Minnow.',
  },
  not_found: { status: 404, message: 'There is nothing here.', fix: 'See /api/docs for all routes.' },
  site_not_found: {
    status: 404,
    message: 'There is no such site, or you have no access to it.',
    fix: 'Choose one of your sites.',
  },
  account_not_found: {
    status: 404,
    message: 'There is no account with this e-mail address.',
    fix: 'List them with: minnow user list',
  },
  person_not_found: {
    status: 404,
    message: 'Nothing is stored of anybody who is known by this.',
    fix: 'Look at the spelling; a visitor without consent or identity cannot be found after a day.',
  },
  no_demo: {
    status: 403,
    message: 'The demo shop is opened by the owner.',
    fix: 'Sign in, or start Minnow with --demo.',
  },
  backup_impossible: {
    status: 409,
    message: 'A backup of this kind of store is made with its own tools.',
    fix: 'Use BACKUP of ClickHouse, then pg_dump of PostgreSQL: docs/operating.md.',
  },
  folder_not_empty: { status: 409, message: 'The folder exists already and is not empty.', fix: 'Name a new folder.' },
  hook_not_found: {
    status: 404,
    message: 'This address takes nothing: it is mistyped, or was closed.',
    fix: 'Copy it again from Settings, Feeds and webhooks.',
  },
  secret_locked: {
    status: 503,
    message: 'What this address needs was sealed with a key that is not on this server.',
    fix: 'Put secret.key back into the data folder (or set MINNOW_SECRET_KEY), or make the address anew in Settings.',
  },
  wrong_signature: {
    status: 401,
    message: 'The signature does not fit the secret that is stored here.',
    fix: 'Enter the secret of the LINE channel or Meta app again in Settings, Feeds and webhooks.',
  },
  unreadable_file: {
    status: 400,
    message: 'The file cannot be read like this.',
    fix: 'See what is wrong with it, and choose another kind of file or other columns.',
  },
  upload_not_found: {
    status: 404,
    message: 'There is no such file here (any more).',
    fix: 'Send it again; a file that is not imported is kept for a day.',
  },
  import_not_found: { status: 404, message: 'There is no such import.', fix: 'Choose one of the list of imports.' },
  import_not_running: { status: 409, message: 'This import has ended already.', fix: 'Begin another one.' },
  invitation_not_found: {
    status: 404,
    message: 'This invitation was used, withdrawn or has expired.',
    fix: 'Ask for a new link.',
  },
  owner_exists: {
    status: 409,
    message: 'This Minnow already has an owner.',
    fix: 'Sign in, or ask the owner for an invitation.',
  },
  email_taken: {
    status: 409,
    message: 'An account with this e-mail address exists already.',
    fix: 'Sign in first, then open the link again.',
  },
  id_taken: {
    status: 409,
    message: 'This id stands for a site already.',
    fix: 'Remove it there first, or check whether it was typed right.',
  },
  last_owner: { status: 409, message: 'A site keeps at least one owner.', fix: 'Make somebody else an owner first.' },
  too_large: { status: 413, message: 'The body is too large.', fix: 'Send fewer events at a time.' },
  unsupported_type: { status: 415, message: 'This kind of body is not understood.', fix: 'Send application/json.' },
  too_heavy: {
    status: 422,
    message: 'This question takes more time or memory than one report may use.',
    fix: 'Choose a shorter period or fewer filters.',
  },
  too_many_requests: { status: 429, message: 'Too many attempts.', fix: 'Wait a minute, then try again.' },
  abandoned: { status: 499, message: 'The sender did not wait for the answer.', fix: 'Ask again.' },
  internal: {
    status: 500,
    message: 'Something went wrong on our side.',
    fix: 'Try again; the server has written down what happened.',
  },
  busy: {
    status: 503,
    message: 'The server takes no more events at this moment.',
    fix: 'Send the same again after the time in Retry-After.',
  },
  store_unavailable: {
    status: 503,
    message: 'The store does not answer at this moment.',
    fix: 'Send the same again after the time in Retry-After.',
  },
} as const satisfies Record<string, { status: number; message: string; fix: string }>

export type ErrorCode = keyof typeof errors
export type Issue = { path: string; message: string }

/** Thrown by a handler to answer with an entry of the catalogue. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  readonly issues: Issue[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, details: { issues?: Issue[]; retryAfterSeconds?: number } = {}) {
    super(errors[code].message)
    this.code = code
    this.issues = details.issues
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

export const errorBody = (code: ErrorCode, issues?: Issue[]): ApiError => {
  const { message, fix } = errors[code]
  return { error: { code, message, fix, ...(issues && { issues }) } }
}

/** At most this many are listed: a hostile body could cause thousands. */
const ISSUES_LISTED = 20

export const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues
    .slice(0, ISSUES_LISTED)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
