import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'test/**/*.test.ts',
      'tools/**/*.test.ts',
      'bin/**/*.test.ts',
      'tracker/**/*.test.ts',
      'dashboard/**/*.test.ts',
      'examples/**/*.test.ts',
      'clients/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.full.test.ts'],
    // chDB opens one folder per process: every file has a process of its own.
    pool: 'forks',
    maxWorkers: 2,
    // A single ClickHouse server tells the stories in the full run.
    provide: { storyEngines: ['embedded', 'cluster'], questions: 4 },
    globalSetup: ['test/engines/global-setup.ts'],
    // A browser or an engine on a busy machine may be late once; who needed it is listed at the end.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tools/closing-line.ts'],
  },
})
