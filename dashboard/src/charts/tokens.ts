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

const value = (style: CSSStyleDeclaration, name: string): string => style.getPropertyValue(name).trim()

export const readTokens = (element: Element): ChartTokens => {
  const style = getComputedStyle(element)
  return {
    macro: value(style, '--minnow-macro'),
    milestone: value(style, '--minnow-milestone'),
    supporting: value(style, '--minnow-supporting'),
    neutral: value(style, '--mantine-color-text'),
    text: value(style, '--mantine-color-text'),
    dimmed: value(style, '--mantine-color-dimmed'),
    quiet: value(style, '--minnow-quiet'),
    line: value(style, '--minnow-line'),
    surface: value(style, '--minnow-surface'),
    bad: value(style, '--minnow-bad'),
    font: style.fontFamily,
  }
}
