import { open } from 'node:fs/promises'
import type { AsyncBuffer } from 'hyparquet'
import { type FileRow, UnreadableFile } from './file-row.ts'

export async function* readParquet(path: string, onBytes: (count: number) => void): AsyncGenerator<FileRow> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const { compressors } = await import('hyparquet-compressors')
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = Buffer.alloc(end - start)
        await file.read(bytes, 0, bytes.length, start)
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
      },
    }
    const metadata = await parquetMetadataAsync(buffer).catch((error: Error) => {
      throw new UnreadableFile(`${path} is no readable Parquet file: ${error.message}`)
    })
    let rowStart = 0
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows)
      const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd })
      for (const [index, row] of rows.entries()) yield { line: rowStart + index + 1, row }
      onBytes(Number(group.total_compressed_size ?? group.total_byte_size))
      rowStart = rowEnd
    }
  } finally {
    await file.close()
  }
}
