import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiError } from '../../contract/error.ts'
import { QueryInvalid, QueryTooHeavy, StoreUnavailable } from '../../events/index.ts'
import type { Log } from '../../platform/log.ts'
import { InvalidRequest } from '../../reports/index.ts'
import { isDatabaseDown } from '../operating/database-down.ts'
import { type ErrorCode, errorBody, errors, type Issue, Refusal } from './errors.ts'

const RETRY_AFTER_SECONDS = 2

/** What Fastify itself refuses, in our words. */
const codeOfFastify = (error: FastifyError): ErrorCode | undefined => {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'too_large'
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'unsupported_type'
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return 'malformed_json'
  if (error instanceof SyntaxError) return 'malformed_json'
  if (error.statusCode === 413) return 'too_large'
  if (error.statusCode === 429) return 'too_many_requests'
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return 'malformed_request'
  return undefined
}

const codeOf = (error: FastifyError): ErrorCode => {
  if (error instanceof Refusal) return error.code
  if (error instanceof InvalidRequest || error instanceof QueryInvalid) return 'invalid_input'
  if (error instanceof QueryTooHeavy) return 'too_heavy'
  if (error.name === 'AbortError') return 'abandoned'
  if (error instanceof StoreUnavailable || isDatabaseDown(error)) return 'store_unavailable'
  return codeOfFastify(error) ?? 'internal'
}

const issuesIn = (error: Error): Issue[] | undefined => {
  if (error instanceof Refusal) return error.issues
  if (error instanceof InvalidRequest) return [{ path: error.path, message: error.message }]
  if (error instanceof QueryInvalid) return [{ path: 'filters', message: 'a pattern in it is no regular expression' }]
  return undefined
}

export type ErrorAnswer = { status: number; headers: Record<string, string>; body: ApiError }

/** Nothing of an unexpected error leaves the server: it is written down here, and the client gets our sentence. */
export const errorAnswer = (error: Error, asked: { method: string; url: string; log: Log }): ErrorAnswer => {
  const code = codeOf(error as FastifyError)
  const { status } = errors[code]
  const { method, log } = asked
  if (status >= 500) log.error({ err: error, method, url: asked.url.split('?')[0] }, `answered ${code}`)
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  const refusal = error instanceof Refusal ? error : undefined
  if (status === 503) headers['retry-after'] = String(refusal?.retryAfterSeconds ?? RETRY_AFTER_SECONDS)
  return { status, headers, body: errorBody(code, issuesIn(error)) }
}

export const addErrorAnswers = (app: FastifyInstance, log: Log): void => {
  app.setErrorHandler((error: FastifyError, { method, url }: FastifyRequest, reply: FastifyReply) => {
    const { status, headers, body } = errorAnswer(error, { method, url, log })
    return reply.code(status).headers(headers).send(body)
  })
}
