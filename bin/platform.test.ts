import { expect, test } from 'vitest'
import { unsupportedPlatform } from './platform.mjs'

const glibc = () => 'ldd (Debian GLIBC 2.36-9) 2.36'
const musl = () => {
  throw Object.assign(new Error('ldd failed'), { stderr: 'musl libc (x86_64)\nVersion 1.2.5' })
}
const machine = (over: object) => ({ platform: 'linux', arch: 'x64', version: 'v24.21.0', ...over })

test('Linux with glibc and macOS are fine', () => {
  expect(unsupportedPlatform(machine({}), glibc)).toBeUndefined()
  expect(unsupportedPlatform(machine({ platform: 'darwin', arch: 'arm64', version: 'v20.1.0' }), musl)).toBeUndefined()
})

test.each([
  ['Windows', machine({ platform: 'win32' }), glibc, /WSL/],
  ['musl', machine({}), musl, /glibc/],
  ['an old Node', machine({ version: 'v18.19.0' }), glibc, /Node 20 or newer; this is v18/],
  ['another system', machine({ platform: 'freebsd' }), glibc, /freebsd/],
  ['a 32-bit processor', machine({ arch: 'ia32' }), glibc, /ia32/],
])('%s is told so, with what to do', (_, where, ldd, sentence) => {
  expect(unsupportedPlatform(where, ldd)).toMatch(sentence)
})
