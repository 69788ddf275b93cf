/**
 * Why Minnow cannot run here, in a sentence with what to do, or undefined where it can.
 * @param {{ platform: string, arch: string, version: string, report?: { getReport(): unknown } }} machine
 * @param {() => string} lddVersion what `ldd --version` prints; musl's says so (and fails)
 * @returns {string | undefined}
 */
export const unsupportedPlatform = (machine, lddVersion) => {
  const major = Number(machine.version.replace(/^v/, '').split('.')[0])
  if (major < 20)
    return `Minnow needs Node 20 or newer; this is ${machine.version}. Install a current Node from your package manager and run the command again.`
  if (machine.platform === 'win32')
    return 'Minnow runs on Linux and macOS. On Windows, run it inside WSL: https://learn.microsoft.com/windows/wsl/install'
  if (machine.platform !== 'linux' && machine.platform !== 'darwin')
    return `Minnow runs on Linux (glibc) and macOS; this is ${machine.platform}.`
  if (machine.arch !== 'x64' && machine.arch !== 'arm64')
    return `Minnow runs on 64-bit Intel/AMD and ARM processors; this is ${machine.arch}.`
  if (machine.platform === 'linux') {
    let libc = ''
    try {
      libc = lddVersion()
    } catch (error) {
      libc = String(/** @type {{ stderr?: unknown }} */ (error).stderr ?? '')
    }
    if (/musl/i.test(libc))
      return 'Minnow needs Linux with glibc (Debian, Ubuntu, Fedora …); this one uses musl, as Alpine does. Use a Debian-based system or image.'
  }
  return undefined
}
