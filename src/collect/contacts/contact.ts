/** Somebody turned up in a chat. What they wrote is never kept; who they are only as a hash. */
export type Contact = {
  method: 'line' | 'messenger'
  /** The service's own id of the person, who is another one to every page or account. */
  user: string
  time: number
  beganWith: 'message' | 'follow' | 'button' | 'link'
  /** The code that the tag has put into the link which led here. */
  click: string | undefined
}

/** What the tag puts into a link into a chat. */
const reference = /(?:^|[^a-z0-9])mnw_([a-z0-9]{8,60})(?![a-z0-9])/i

export const clickIn = (...texts: unknown[]): string | undefined => {
  for (const text of texts) {
    const found = typeof text === 'string' ? reference.exec(text.slice(0, 5_000))?.[1] : undefined
    if (found !== undefined) return found.toLowerCase()
  }
  return undefined
}
