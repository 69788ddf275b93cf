import { enableCompileCache } from 'node:module'

// Compiled code of an earlier start is used again: half a second less until the first answer.
enableCompileCache()
await import('./program.ts')
