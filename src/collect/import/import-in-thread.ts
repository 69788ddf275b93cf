import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FileReport } from '../../contract/imports.ts'
import { UnreadableFile } from './file-row.ts'
import type { ImportPlan } from './import-file.ts'
import type { FromThread, ThreadData, ToThread } from './import-thread.ts'

export type ThreadPlan = ThreadData & {
  send: ImportPlan['send']
  onProgress: (share: number) => void
  /** Ends the thread; the call rejects with ImportStopped. */
  signal: AbortSignal
}

/** The import was ended before its file was. */
export class ImportStopped extends Error {
  override name = 'ImportStopped'
}

/** importFile in a thread: the reading and parsing there, the storing here. Throws UnreadableFile. */
export const importInThread = ({ send, onProgress, signal, ...workerData }: ThreadPlan): Promise<FileReport> =>
  new Promise((resolve, reject) => {
    const script = new URL(`./import-thread${extname(import.meta.url)}`, import.meta.url)
    const thread = new Worker(script, { workerData })
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', stop)
      settle()
      void thread.terminate()
    }
    const stop = (): void => end(() => reject(new ImportStopped('the import was stopped')))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    const reply = (message: ToThread): void => thread.postMessage(message)
    thread.on('error', (error) => end(() => reject(error)))
    thread.on('message', (message: FromThread) => {
      if ('progress' in message) onProgress(message.progress)
      else if ('report' in message) end(() => resolve(message.report))
      else if ('failure' in message) {
        end(() => reject(message.isSenders ? new UnreadableFile(message.failure) : new Error(message.failure)))
      } else {
        send(message.batch).then(
          (answer) => reply({ answer }),
          (error: Error) => reply({ failure: error.message }),
        )
      }
    })
  })
