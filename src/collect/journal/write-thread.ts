import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'

/** A thread of its own, because a sync may take long, and Node's pool of four may be busy with reports. */
export type WriteOrder = { file: string; data: Uint8Array }
export type WriteReport = { error: string | null }

let open: { file: string; descriptor: number } | undefined

const descriptorOf = (file: string): number => {
  if (open?.file === file) return open.descriptor
  if (open) closeSync(open.descriptor)
  open = undefined
  const descriptor = openSync(file, 'a')
  open = { file, descriptor }
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
  return descriptor
}

const writeAll = (descriptor: number, data: Uint8Array): void => {
  for (let written = 0; written < data.length; ) written += writeSync(descriptor, data, written)
}

parentPort?.on('message', ({ file, data }: WriteOrder) => {
  let report: WriteReport = { error: null }
  try {
    const descriptor = descriptorOf(file)
    writeAll(descriptor, data)
    fdatasyncSync(descriptor)
  } catch (error) {
    report = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(report)
})
