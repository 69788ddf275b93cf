import { parse } from 'csv-parse/sync'

/** The text is no table with a line of column names. */
export class NoTable extends Error {
  override name = 'NoTable'
}

const delimiterOf = (line: string): string =>
  [',', ';', '\t'].sort((one, other) => line.split(other).length - line.split(one).length)[0] ?? ','

/** Rows of a CSV text with a header, its names in lower case with underscores: `Author name` is author_name. Throws NoTable. */
export const readCsv = (text: string): Record<string, string>[] => {
  const [header = ''] = text.replace(/^\uFEFF/, '').split('\n', 1)
  try {
    return parse(text, {
      ...{ bom: true, delimiter: delimiterOf(header), skip_empty_lines: true, trim: true, relax_column_count: true },
      columns: (names: string[]) =>
        names.map((name) =>
          name
            .trim()
            .toLowerCase()
            .replace(/[\s-]+/g, '_'),
        ),
    })
  } catch (error) {
    throw new NoTable(`This is no CSV table: ${(error as Error).message}`)
  }
}
