import type { IncomingHttpHeaders } from 'node:http'

const library =
  /^$|umami|node|undici|axios|got\b|python|requests|curl|wget|php|guzzle|java\/|okhttp|go-http|ruby|http\.rb/i

/** The browser that a server hands on in its own header, as some tools ask it to; undefined where it is the server's. */
export const handedOnAgent = ({ 'user-agent': agent = '' }: IncomingHttpHeaders): string | undefined =>
  library.test(agent) ? undefined : agent
