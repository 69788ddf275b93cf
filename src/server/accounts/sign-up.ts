import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { headersOf } from './asker.ts'
import { CLIENT_IP_HEADER } from './client-ip.ts'

export type NewAccount = { name: string; email: string; password: string; language?: string | undefined }

/** Makes an account and signs it in: the answer carries its session cookie. Answers the user's id. */
export const signUp = async (
  { accounts, control }: Deps,
  { name, email, password, language }: NewAccount,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<string> => {
  const taken = await control.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  if (taken) throw new Refusal('email_taken')
  const headers = headersOf(request.headers)
  headers.set(CLIENT_IP_HEADER, request.ip)
  const { api } = await accounts()
  const made = await api.signUpEmail({ body: { name, email, password }, headers, returnHeaders: true })
  const user = made.response.user.id
  if (language) await control.db.updateTable('users').set({ language }).where('id', '=', user).execute()
  reply.header('set-cookie', made.headers.getSetCookie())
  return user
}
