import { startServer } from './start-server.ts'

// The server alone, set up by the environment only; `minnow start` takes options, too.
try {
  await startServer({ demo: process.argv.includes('--demo') || undefined })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
