import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** Cells of quiet margin that readers need. */
const MARGIN = 4

/** The squares of a code as one path. */
const pathOf = (text: string): { path: string; size: number } => {
  // 0: as large as the text needs. M: readable with an eighth of it hidden.
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`
    }
  }
  return { path, size: count + 2 * MARGIN }
}

/** Dark on light in both themes: that is what a phone's camera expects. */
export const QrCode = ({ text, label, pixels = 220 }: { text: string; label: string; pixels?: number }) => {
  const { path, size } = useMemo(() => pathOf(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      width={pixels}
      height={pixels}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      style={{ maxWidth: '100%', borderRadius: 8 }}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
