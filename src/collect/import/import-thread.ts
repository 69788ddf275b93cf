import { parentPort, workerData } from 'node:worker_threads'
import type { CollectAnswer, IncomingEvent } from '../../contract/collect.ts'
import type { FileFormat, FileReport, ImportKind } from '../../contract/imports.ts'
import { UnreadableFile } from './file-row.ts'
import { formatOfKind } from './formats/all.ts'
import { importFile } from './import-file.ts'
import { type Row, type TurnContext, WrongMapping } from './turn.ts'

/** Reads a file in a thread of its own, so that what arrives meanwhile does not wait. One batch at a time is on its way. */
export type ThreadData = { path: string; format: FileFormat; kind: ImportKind; context: TurnContext }
export type FromThread =
  | { batch: readonly (IncomingEvent | Row)[] }
  | { progress: number }
  | { report: FileReport }
  | { failure: string; isSenders: boolean }
export type ToThread = { answer: CollectAnswer } | { failure: string }

const port = parentPort
if (port === null) throw new Error('this file is run in a thread')
const { path, format, kind, context } = workerData as ThreadData
const tell = (message: FromThread): void => port.postMessage(message)

const send = (batch: readonly (IncomingEvent | Row)[]): Promise<CollectAnswer> =>
  new Promise((resolve, reject) => {
    port.once('message', (message: ToThread) => {
      if ('answer' in message) resolve(message.answer)
      else reject(new Error(message.failure))
    })
    tell({ batch })
  })

importFile({
  ...{ path, format, as: formatOfKind(kind), context, send },
  onProgress: ({ bytes, totalBytes }) => tell({ progress: totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes) }),
}).then(
  (report) => {
    tell({ report })
    port.close()
  },
  (error: Error) => {
    tell({ failure: error.message, isSenders: error instanceof UnreadableFile || error instanceof WrongMapping })
    port.close()
  },
)
