import { Button, Group, Title } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDownload } from '@tabler/icons-react'
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toCsv } from '../charts/csv.ts'
import styles from './data-table.module.css'
import { downloadText, fileNameOf } from './download.ts'
import { HowComputed } from './how-computed.tsx'

export type Cell = string | number | null
export type Column<Row> = {
  key: string
  header: string
  /** The plain value: what is sorted by and what the CSV holds. Rates as shares of 1, times as ISO. */
  value: (row: Row) => Cell
  /** What is shown; the plain value when absent. */
  show?: (row: Row) => ReactNode
  numeric?: boolean
  /** One sentence for "how is this computed?". */
  explain?: ReactNode
  sortable?: boolean
  /** Of a text, on a wide screen, in pixels: below it the table scrolls rather than breaks every word. */
  minWidth?: number
  /** Buttons: not sorted by, and not in the CSV. See actionColumn. */
  isAction?: boolean
}
export type Sort = { key: string; descending: boolean }

type Properties<Row> = {
  /** Names the table for screen readers and the file: "Channels". */
  name: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** A last row of totals, left alone by sorting. */
  total?: Row
  /** Absent: the order of `rows` until a header is used. */
  sort?: Sort
  onSort?: (sort: Sort) => void
  /** Beside the download button: search, tabs … */
  children?: ReactNode
  withoutDownload?: boolean
  /** Its name stands above it, where the page has no other title for it. */
  isTitled?: boolean
  /** As many rows at first, and a button for the rest. The CSV has all. */
  atFirst?: number
  /** A list of things rather than figures to compare: on a phone each row stands as a block, with its buttons in view. */
  isList?: boolean
}

const compareCells = (a: Cell, b: Cell): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
}

const sorted = <Row,>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] => {
  const column = sort && columns.find(({ key }) => key === sort.key)
  if (!sort || !column) return rows
  const direction = sort.descending ? -1 : 1
  return [...rows].sort((a, b) => direction * compareCells(column.value(a), column.value(b)))
}

const HeaderCell = <Row,>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort?: Sort | undefined
  onSort: () => void
}) => {
  const direction = sort?.key !== column.key ? undefined : sort.descending ? 'descending' : 'ascending'
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      className={column.numeric ? styles.number : undefined}
      aria-sort={direction}
      style={widthOf(column)}
    >
      <span className={styles.headerContent}>
        {column.sortable === false || column.isAction ? (
          column.header
        ) : (
          <button
            type="button"
            className={styles.sort}
            data-active={direction !== undefined || undefined}
            onClick={onSort}
          >
            {column.header}
            {direction ? <Arrow size={14} aria-hidden /> : null}
          </button>
        )}
        {column.explain ? <HowComputed of={column.header}>{column.explain}</HowComputed> : null}
      </span>
    </th>
  )
}

const widthOf = <Row,>({ minWidth }: Column<Row>) =>
  minWidth === undefined ? undefined : ({ '--least': `${minWidth}px` } as CSSProperties)

/** Where rows are blocks a browser forgets that they are a table; said outright, it is one to a screen reader. */
const rolesOf = (isList: boolean | undefined) =>
  isList ? { table: { role: 'table' }, row: { role: 'row' }, first: { role: 'rowheader' }, cell: { role: 'cell' } } : {}

const RowCells = <Row,>({
  row,
  columns,
  isList,
}: {
  row: Row
  columns: readonly Column<Row>[]
  isList: boolean | undefined
}) => {
  const roles = rolesOf(isList)
  return columns.map((column, index) => {
    const properties = {
      className: column.isAction ? styles.actions : column.numeric ? styles.number : undefined,
      style: widthOf(column),
      'data-label': column.header,
    }
    const content = column.show ? column.show(row) : column.value(row)
    return index === 0 ? (
      <th key={column.key} scope="row" {...roles.first} {...properties}>
        {content}
      </th>
    ) : (
      <td key={column.key} {...roles.cell} {...properties}>
        {isList && !column.isAction ? <div>{content}</div> : content}
      </td>
    )
  })
}

/** The table behind a picture: sortable, readable aloud, scrollable sideways on a phone, and as CSV. */
export const DataTable = <Row,>(properties: Properties<Row>) => {
  const { name, columns, rows, rowKey, total, children, withoutDownload, isTitled, atFirst, isList } = properties
  const { t } = useTranslation('shell')
  const [ownSort, setOwnSort] = useState<Sort>()
  const sort = properties.sort ?? ownSort
  const setSort = properties.onSort ?? setOwnSort
  const [isWhole, setWhole] = useState(false)
  const inOrder = useMemo(() => sorted(rows, columns, sort), [rows, columns, sort])
  const isCut = atFirst !== undefined && !isWhole && inOrder.length > atFirst
  const roles = rolesOf(isList)

  const sortBy = (column: Column<Row>) =>
    setSort({ key: column.key, descending: sort?.key === column.key ? !sort.descending : column.numeric === true })

  const download = () => {
    const told = columns.filter(({ isAction }) => !isAction)
    const lines = [...inOrder, ...(total === undefined ? [] : [total])]
    const cells = lines.map((row) => told.map((column) => column.value(row)))
    downloadText(fileNameOf(name, 'csv'), 'text/csv;charset=utf-8', toCsv([told.map(({ header }) => header), ...cells]))
  }

  return (
    <div>
      {children || isTitled || !withoutDownload ? (
        <Group justify="space-between" mb="xs" gap="xs">
          {isTitled ? (
            <Title order={2} fz="md">
              {name}
            </Title>
          ) : null}
          {children || !isTitled ? <Group gap="xs">{children}</Group> : null}
          {withoutDownload ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              mih={{ base: 40, sm: 30 }}
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={download}
              aria-label={t('table.download', { name })}
            >
              CSV
            </Button>
          )}
        </Group>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={name} tabIndex={0}>
        <table className={styles.table} data-list={isList} {...roles.table}>
          <caption>{name}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={() => sortBy(column)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {(isCut ? inOrder.slice(0, atFirst) : inOrder).map((row) => (
              <tr key={rowKey(row)} {...roles.row}>
                <RowCells row={row} columns={columns} isList={isList} />
              </tr>
            ))}
          </tbody>
          {total === undefined ? null : (
            <tfoot>
              <tr {...roles.row}>
                <RowCells row={total} columns={columns} isList={isList} />
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {isCut ? (
        <Button variant="subtle" mt="xs" mih={40} onClick={() => setWhole(true)}>
          {t('table.all', { count: inOrder.length })}
        </Button>
      ) : null}
    </div>
  )
}
