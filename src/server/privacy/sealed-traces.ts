import { z } from 'zod'
import type { Secrets } from '../../platform/secrets.ts'
import type { Deps } from '../deps.ts'
import type { Traces } from './prove-erasure.ts'

const Sealed = z.object({ numbers: z.array(z.string()), words: z.array(z.string()) })
const purposeOf = (erasure: string): string => `erasure:${erasure}`

/** Kept until the disk is clean, so that a search that was interrupted can be done again. */
export const sealTraces = (secrets: Secrets, erasure: string, { numbers, words }: Traces): string =>
  secrets.seal(JSON.stringify({ numbers: numbers.map(String), words }), purposeOf(erasure))

/** Undefined where the key that sealed them is not here. */
export const unsealTraces = (
  { secrets, log }: Pick<Deps, 'secrets' | 'log'>,
  erasure: string,
  sealed: string | null,
): Traces | undefined => {
  if (sealed === null) return undefined
  try {
    const { numbers, words } = Sealed.parse(JSON.parse(secrets.open(sealed, purposeOf(erasure))))
    return { numbers: numbers.map(BigInt), words }
  } catch (error) {
    log.warn({ err: error, erasure }, 'what to search the disk for is not known any more')
    return undefined
  }
}
