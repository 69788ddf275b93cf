/** The page's colours as the canvas needs them: resolved, for the colour scheme that is on now. */
export type ChartTokens = {
  macro: string
  milestone: string
  supporting: string
  neutral: string
  text: string
  dimmed: string
  quiet: string
  line: string
  surface: string
  bad: string
  font: string
}

const resolved = (style: CSSStyleDeclaration, names: readonly string[], fallback: string): string => {
  for (const name of names) {
    const value = style.getPropertyValue(name).trim()
    if (value) return value
  }
  return fallback
}

export const readTokens = (element: Element): ChartTokens => {
  const style = getComputedStyle(element)
  return {
    macro: resolved(style, ['--minnow-macro'], '#0072b2'),
    milestone: resolved(style, ['--minnow-milestone'], '#009e73'),
    supporting: resolved(style, ['--minnow-supporting'], '#cc79a7'),
    neutral: resolved(style, ['--mantine-color-text'], '#333'),
    text: resolved(style, ['--mantine-color-text'], '#222'),
    dimmed: resolved(style, ['--mantine-color-dimmed'], '#666'),
    quiet: resolved(style, ['--minnow-quiet', '--mantine-color-gray-5'], '#adb5bd'),
    line: resolved(style, ['--mantine-color-default-border'], '#dee2e6'),
    surface: resolved(style, ['--mantine-color-body'], '#fff'),
    bad: resolved(style, ['--minnow-bad', '--mantine-color-red-7'], '#c92a2a'),
    font: style.fontFamily || 'sans-serif',
  }
}
