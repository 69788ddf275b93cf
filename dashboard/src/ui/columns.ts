import type { ReactNode } from 'react'
import type { Column } from './data-table.tsx'
import type { Format } from './format.ts'

/** Null: not known. */
type Count = number | null
type Counted<Row> = { key: string; header: string; of: (row: Row) => Count; explain?: ReactNode }

/** A column of whole numbers, as the reader's language writes them. */
export const countColumn = <Row>({ number }: Pick<Format, 'number'>, { of, ...rest }: Counted<Row>): Column<Row> => ({
  ...{ ...rest, numeric: true, value: of },
  show: (row) => {
    const count = of(row)
    return count === null ? '–' : number(count)
  },
})

/** The last column: what can be done with a row. */
export const actionColumn = <Row>(header: string, show: (row: Row) => ReactNode): Column<Row> => ({
  ...{ key: 'actions', header, isAction: true, value: () => null, show },
})
