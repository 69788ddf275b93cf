/** Lines of JSON (ClickHouse's JSONEachRow) as rows. */
export const readAnswer = <Row>(lines: string): Row[] =>
  lines === '' ? [] : (JSON.parse(`[${lines.trimEnd().replaceAll('\n', ',')}]`) as Row[])
