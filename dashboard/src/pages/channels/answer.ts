import type { BreakdownAnswer, BreakdownRow } from '../../../../src/contract/report.ts'

export type Leading = { most: BreakdownRow; share: number; best: BreakdownRow | null }

/** Who brings the most people, and who converts surely better than all together; null while nobody came. */
export const leading = ({ rows, total }: BreakdownAnswer): Leading | null => {
  const most = rows.reduce<BreakdownRow | null>((top, row) => (!top || row.people > top.people ? row : top), null)
  if (!most || total.people === 0) return null
  const overall = total.macro.rate?.value ?? 0
  const best = rows
    .filter(({ macro }) => macro.rate !== null && macro.rate.low > overall)
    .reduce<BreakdownRow | null>(
      (top, row) => (!top || (row.macro.rate?.low ?? 0) > (top.macro.rate?.low ?? 0) ? row : top),
      null,
    )
  return { most, share: most.people / total.people, best }
}

export const barsShown = 7

export type Share = { key: string | null; people: number; macro: number }

/** The first rows by people, the rest summed (key null), as shares of the whole. */
export const sharesOf = ({ rows, total }: BreakdownAnswer): Share[] => {
  const ordered = [...rows].sort((a, b) => b.people - a.people)
  const people = Math.max(
    1,
    ordered.reduce((sum, row) => sum + row.people, 0),
  )
  const macro = Math.max(
    1,
    total.macro.conversions,
    ordered.reduce((sum, row) => sum + row.macro.conversions, 0),
  )
  const shares = ordered.slice(0, barsShown).map((row) => ({
    key: row.key as string | null,
    people: row.people / people,
    macro: row.macro.conversions / macro,
  }))
  const rest = ordered.slice(barsShown)
  if (rest.length === 0) return shares
  const sum = (pick: (row: BreakdownRow) => number): number => rest.reduce((all, row) => all + pick(row), 0)
  return [
    ...shares,
    { key: null, people: sum((row) => row.people) / people, macro: sum((row) => row.macro.conversions) / macro },
  ]
}
