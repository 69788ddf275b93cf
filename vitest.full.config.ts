import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** Stories that are told on several engines: here on a single ClickHouse server. */
const onEngines = globSync('test/stories/*.test.ts').filter((file) =>
  /forEachEngine|worldOn/.test(readFileSync(file, 'utf8')),
)

/** `npm run test:full`: what takes minutes rather than seconds. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['src/**/*.full.test.ts', 'test/**/*.full.test.ts', 'bench/**/*.full.test.ts', ...onEngines],
    provide: { storyEngines: ['server'], questions: 40 },
    exclude: ['**/node_modules/**', '**/dist/**'],
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
})
