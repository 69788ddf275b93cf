import type { Estimate } from '../../../src/contract/report.ts'

type Properties = { estimate: Estimate | null; max: number; color: string; width?: number }

/** An estimate as a dot on its 95 % interval, on a scale that a whole table shares. The figures stand beside it. */
export const IntervalMark = ({ estimate, max, color, width = 88 }: Properties) => {
  if (!estimate || max <= 0) return null
  const at = (share: number): number => 4 + Math.min(1, share / max) * (width - 8)
  return (
    <svg width={width} height={14} viewBox={`0 0 ${width} 14`} aria-hidden="true" focusable="false">
      <line x1="4" x2={width - 4} y1="7" y2="7" stroke="var(--mantine-color-default-border)" strokeWidth="1" />
      <line
        x1={at(estimate.low)}
        x2={at(estimate.high)}
        y1="7"
        y2="7"
        stroke={color}
        strokeWidth="4"
        strokeLinecap="round"
        opacity="0.4"
      />
      <circle cx={at(estimate.value)} cy="7" r="3.5" fill={color} />
    </svg>
  )
}
