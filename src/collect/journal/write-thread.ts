import { closeSync, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort } from 'node:worker_threads'

/** A thread of its own, because a sync may take long, and Node's pool of four may be busy with reports. */
export type WriteOrder = { file: string; data: Uint8Array }
export type WriteReport = { error: string | null }

type Opened = { file: string; descriptor: number; bytes: number }
let open: Opened | undefined

const close = (): void => {
  if (open) closeSync(open.descriptor)
  open = undefined
}

const openFile = (file: string): Opened => {
  if (open?.file === file) return open
  close()
  const descriptor = openSync(file, 'a')
  open = { file, descriptor, bytes: fstatSync(descriptor).size }
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
  return open
}

const writeAll = (descriptor: number, data: Uint8Array): void => {
  for (let written = 0; written < data.length; ) written += writeSync(descriptor, data, written)
}

/** What was not acknowledged must not be found after a start: its sender sends it again. */
const takeBack = (): void => {
  if (!open) return
  const { descriptor, bytes } = open
  try {
    ftruncateSync(descriptor, bytes)
  } catch {
    // Then its events are recognised by their ids.
  }
  close()
}

parentPort?.on('message', ({ file, data }: WriteOrder) => {
  let report: WriteReport = { error: null }
  try {
    const opened = openFile(file)
    writeAll(opened.descriptor, data)
    fdatasyncSync(opened.descriptor)
    opened.bytes += data.length
  } catch (error) {
    report = { error: error instanceof Error ? error.message : String(error) }
    takeBack()
  }
  parentPort?.postMessage(report)
})
