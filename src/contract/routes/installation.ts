import { z } from 'zod'
import type { Endpoints } from '../endpoint.ts'

/** This installation: its copy, its accounts, the demo shop. */
export const installationEndpoints = {
  backup: {
    method: 'POST',
    path: '/api/backup',
    access: 'local',
    summary: 'Copy everything, consistently, into a new folder on the server',
    input: z.object({ folder: z.string().min(1).max(4_096) }),
    output: z.object({ folder: z.string(), files: z.number(), bytes: z.number(), events: z.number() }),
  },
  accounts: {
    method: 'GET',
    path: '/api/accounts',
    access: 'local',
    summary: 'Every account of this installation',
    output: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  },
  resetPassword: {
    method: 'POST',
    path: '/api/accounts/reset-password',
    access: 'local',
    summary: 'Give an account a new password, made here when none is given, and sign it out everywhere',
    input: z.object({ email: z.email().max(320), password: z.string().min(10).max(200).optional() }),
    output: z.object({ password: z.string() }),
  },
  /** Adds the demo shop (or finds it) and starts filling its history. Offered while there is no data. */
  openDemo: {
    method: 'POST',
    path: '/api/demo',
    access: 'public',
    summary: 'Look around with the demo shop',
    output: z.object({ site: z.string() }),
  },
  demoProgress: {
    method: 'GET',
    path: '/api/demo',
    access: 'public',
    summary: 'How far the demo history is filled',
    output: z.object({ days: z.number(), days_filled: z.number(), filling: z.boolean() }),
  },
} as const satisfies Endpoints
