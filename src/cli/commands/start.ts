import { type Command, InvalidArgumentError } from 'commander'

const portOf = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

export const registerStart = (program: Command): void => {
  program
    .command('start')
    .description('start Minnow and serve it until stopped')
    .option('--port <number>', 'default 8787, or MINNOW_PORT', portOf)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all (MINNOW_HOST)')
    .option('--demo', 'open the demo shop')
    .action(async (options: { port?: number; host?: string; demo?: boolean }, command: Command) => {
      const { data } = command.optsWithGlobals<{ data?: string }>()
      const { startServer } = await import('../../server/index.ts')
      await startServer({ dataDir: data, port: options.port, host: options.host, demo: options.demo })
    })
}
