import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody else's web server, on this machine. */
export type WebServer = {
  url: string
  /** What it was asked, in order. */
  asked: { path: string; headers: IncomingMessage['headers'] }[]
  close(): void
}

export const openWebServer = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<WebServer> => {
  const asked: WebServer['asked'] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
