// The wiring: opens the stores, builds the HTTP API on contract/api.ts, serves the dashboard, the tag and the demo.
// In: requests of pages, people, keys and the command line. Out: answers of the other stages.
// Read app.ts first, then http/route.ts and accounts/access.ts.

export { CannotCopy, FolderInUse } from '../control/index.ts'
export { buildApp, type Minnow } from './app.ts'
export { openapi } from './http/openapi.ts'
export { type OpenMinnow, openMinnow, type StartOptions } from './minnow.ts'
export { type MoveAnswer, MoveRefused, move } from './move/move.ts'
export { MoveDiffers } from './move/move-events.ts'
export { RestoreRefused, restoreBackup } from './operating/backup.ts'
export { isDatabaseDown } from './operating/database-down.ts'
export { listen, PortTaken, type RunningServer, startServer } from './start-server.ts'
