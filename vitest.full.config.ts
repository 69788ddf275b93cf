import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** `npm run test:full`: what takes minutes rather than seconds. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['src/**/*.full.test.ts', 'test/**/*.full.test.ts', 'bench/**/*.full.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
})
