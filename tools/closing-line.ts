import type { Reporter, TestModule } from 'vitest/node'

/** The last line of `npm test`, for people and for CI: `N passed, N failed`. A file that cannot load counts as a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    let skipped = 0
    const late: string[] = []
    let isFull = false
    for (const module of modules) {
      isFull ||= module.moduleId.endsWith('.full.test.ts')
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (test.diagnostic()?.flaky) late.push(test.fullName)
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
        else skipped++
      }
    }
    process.on('exit', () => {
      for (const name of late) process.stdout.write(`passed at the second try only: ${name}\n`)
      if (!isFull) process.stdout.write('\nThe tests that take minutes: npm run test:full\n')
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
    })
  }
}
