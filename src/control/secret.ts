import { createHash } from 'node:crypto'

/** For secrets of our own making (128 bits and more of chance), where a slow hash adds nothing. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
