type Properties = { values: readonly number[]; color: string; width?: number; height?: number }

const pathOf = (values: readonly number[], width: number, height: number): string => {
  const top = Math.max(1, ...values)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values
    .map(
      (value, index) =>
        `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`,
    )
    .join(' ')
}

/** The course of a figure, too small to read values from: the table beside it has them. */
export const Sparkline = ({ values, color, width = 96, height = 26 }: Properties) => {
  if (values.length < 2 || values.every((value) => value === 0)) return null
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <path d={pathOf(values, width, height)} fill="none" stroke={color} strokeWidth="1.75" strokeLinejoin="round" />
    </svg>
  )
}
