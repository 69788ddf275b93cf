import type { Dialect } from './dialect.ts'
import { segment } from './segment/segment.ts'

/** Every tool whose API is spoken; the server adds their routes. */
export const dialects: readonly Dialect[] = [segment]
