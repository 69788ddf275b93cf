// The wiring: opens the stores, builds the HTTP API on contract/api.ts, serves the dashboard, the tag and the demo.
// In: requests of pages, people, keys and the command line. Out: answers of the other stages.
// Read app.ts first, then route.ts and access.ts.

export { CannotCopy, FolderInUse } from '../control/index.ts'
export { buildApp, type Minnow } from './app.ts'
export { RestoreRefused, restoreBackup } from './backup.ts'
export { isDatabaseDown } from './database-down.ts'
export { type OpenMinnow, openMinnow, type StartOptions } from './minnow.ts'
export { type MoveAnswer, MoveRefused, move } from './move/move.ts'
export { MoveDiffers } from './move/move-events.ts'
export { openapi } from './openapi.ts'
export { listen, PortTaken, type RunningServer, startServer } from './start-server.ts'
