import { ApiFailure, type Output } from '../../../api.ts'

type Failure = { code: string; message: string; fix?: string; issues?: { path: string; message: string }[] }

const failureOf = (status: number, body: unknown): ApiFailure => {
  const error = (body as { error?: Failure } | null)?.error
  return new ApiFailure(
    error
      ? { ...error, status }
      : status === 0
        ? { code: 'offline', status, message: 'The server did not answer.' }
        : { code: `http_${status}`, status, message: `The server answered ${status}.` },
  )
}

/** Sends a file as it is; only XMLHttpRequest tells how far it is on its way. */
export const sendFile = (
  site: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<Output<'uploadFile'>> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/sites/${encodeURIComponent(site)}/uploads?file=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as Output<'uploadFile'>)
        : reject(failureOf(request.status, request.response))
    request.onerror = () => reject(failureOf(0, null))
    request.send(file)
  })
