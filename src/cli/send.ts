export type Answer = { status: number; body: string; retryAfterSeconds: number }

/** One request to the HTTP API, over a network or without one. */
export type Send = (method: string, path: string, body: string | undefined) => Promise<Answer>
