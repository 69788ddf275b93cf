import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { ControlStore } from '../../control/index.ts'
import type { Config } from '../../platform/config.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import { CLIENT_IP_HEADER } from './client-ip.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

export type AccountsDeps = { control: ControlStore; config: Config; random: Random; log: Log }

const DAY_SECONDS = 86_400

/** Accounts, passwords, sign-in sessions and two-factor: better-auth on the control store. */
export const createAuth = (deps: AccountsDeps, secret: string) =>
  betterAuth({
    appName: 'Minnow',
    secret,
    baseURL: deps.config.publicUrl,
    basePath: '/api/auth',
    // People reach the same server by several names (localhost, its address in the shop's network): the page's
    // own origin is trusted, and app.ts has compared it with the Host before better-auth is asked.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: { db: deps.control.db, type: deps.control.engine },
    // Accounts arise from createOwner and from invitations only.
    disabledPaths: ['/sign-up/email', '/change-email', '/delete-user', '/update-user'],
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      autoSignIn: true,
      password: {
        hash: (password) => hashPassword(password, deps.random),
        verify: (given) => verifyPassword(given, { db: deps.control.db, random: deps.random }),
      },
    },
    user: {
      modelName: 'users',
      additionalFields: { language: { type: 'string', required: false, input: false } },
    },
    session: {
      modelName: 'user_sessions',
      expiresIn: 30 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    account: { modelName: 'user_accounts' },
    verification: { modelName: 'user_verifications' },
    plugins: [twoFactor({ issuer: 'Minnow', schema: { twoFactor: { modelName: 'user_two_factors' } } })],
    rateLimit: {
      enabled: true,
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/*': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: 'minnow',
      useSecureCookies: deps.config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    logger: {
      level: 'warn',
      log: (level, message) => deps.log[level === 'error' ? 'error' : 'warn']({ from: 'accounts' }, message),
    },
    telemetry: { enabled: false },
  })

export type Auth = ReturnType<typeof createAuth>

/** The tables of accounts, as this version of better-auth and these options want them. */
export const migrateAccounts = async (auth: Auth): Promise<void> => {
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
}
