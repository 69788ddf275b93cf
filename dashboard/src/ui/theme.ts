import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core'

// Colour means something, the same everywhere: macro-conversions, milestones and supporting actions have one
// each; everything else is ink on paper. Every text colour below has at least 4.5:1 on its surfaces.

const ink: MantineColorsTuple = [
  '#f3f5f8',
  '#e6eaf0',
  '#ccd3dd',
  '#aab4c2',
  '#8592a3',
  '#66727f',
  '#4b5763',
  '#36414c',
  '#222b35',
  '#141b23',
]

// Mantine's own parts of the dark scheme: 4 border, 5 hover, 6 field, 7 page.
const night: MantineColorsTuple = [
  '#e7ebf0',
  '#c3cbd5',
  '#a0abb8',
  '#7d8896',
  '#3b4652',
  '#2a333d',
  '#1d242c',
  '#12171d',
  '#0d1115',
  '#090c0f',
]

type Tokens = Record<string, string>

const light: Tokens = {
  '--minnow-macro': '#0067a5',
  '--minnow-macro-soft': '#e3f0f9',
  '--minnow-milestone': '#8a5a00',
  '--minnow-milestone-soft': '#fbf0d9',
  '--minnow-supporting': '#9a3f79',
  '--minnow-supporting-soft': '#f8e6f1',
  '--minnow-good': '#1a7536',
  '--minnow-bad': '#b3261e',
  '--minnow-bad-soft': '#fcebe9',
  '--minnow-danger': '#b3261e',
  '--minnow-quiet': '#8b95a1',
  '--minnow-surface': '#ffffff',
  '--minnow-sunken': '#f1f3f6',
  '--minnow-line': '#e1e5ea',
  '--mantine-color-body': '#f8f9fb',
  '--mantine-color-text': '#18202a',
  '--mantine-color-dimmed': '#56616e',
  '--mantine-color-placeholder': '#67727e',
  '--mantine-color-default': '#ffffff',
  '--mantine-color-default-color': '#18202a',
  '--mantine-color-default-border': '#cfd5dc',
  '--mantine-color-error': '#b3261e',
}

const dark: Tokens = {
  '--mantine-primary-color-contrast': '#141b23',
  '--minnow-macro': '#63b5f2',
  '--minnow-macro-soft': '#12304a',
  '--minnow-milestone': '#eeb447',
  '--minnow-milestone-soft': '#3a2c0d',
  '--minnow-supporting': '#e298c6',
  '--minnow-supporting-soft': '#3d2135',
  '--minnow-good': '#63d089',
  '--minnow-bad': '#ff9088',
  '--minnow-bad-soft': '#42201d',
  '--minnow-danger': '#c63a31',
  '--minnow-quiet': '#77828f',
  '--minnow-surface': '#181e25',
  '--minnow-sunken': '#0d1115',
  '--minnow-line': '#2a333d',
  '--mantine-color-body': '#12171d',
  '--mantine-color-text': '#e7ebf0',
  '--mantine-color-dimmed': '#a0abb8',
  '--mantine-color-placeholder': '#8d98a5',
  '--mantine-color-default': '#1d242c',
  '--mantine-color-default-color': '#e7ebf0',
  '--mantine-color-default-hover': '#262f39',
  '--mantine-color-default-border': '#3b4652',
  '--mantine-color-error': '#ff9088',
}

export type GoalRole = 'macro' | 'milestone' | 'supporting'
export const roleOf = (goal: { tier: 'macro' | 'micro'; kind: 'milestone' | 'supporting' }): GoalRole =>
  goal.tier === 'macro' ? 'macro' : goal.kind
export const roleColor = (role: GoalRole): string => `var(--minnow-${role})`
export const roleSoftColor = (role: GoalRole): string => `var(--minnow-${role}-soft)`

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark })

const fonts = '"Noto Sans Variable", "Noto Sans Thai Variable", system-ui, sans-serif'

export const theme = createTheme({
  fontFamily: fonts,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace, "Noto Sans Thai Variable"',
  headings: { fontFamily: fonts, fontWeight: '650' },
  // Thai stacks marks above and below its letters and needs the air.
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.6', lg: '1.6', xl: '1.65' },
  colors: { ink, dark: night },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  autoContrast: true,
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input)
    const isPrimary = input.color === undefined || input.color === 'ink'
    return input.variant === 'filled' && isPrimary
      ? { ...resolved, color: 'var(--mantine-primary-color-contrast)' }
      : resolved
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { withBorder: true, bg: 'var(--minnow-surface)', padding: 'lg' } },
    Checkbox: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
    Radio: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
    RadioIndicator: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
    Code: { defaultProps: { color: 'var(--minnow-sunken)' } },
    Anchor: { defaultProps: { underline: 'always', c: 'inherit' } },
    Drawer: { defaultProps: { position: 'right', overlayProps: { backgroundOpacity: 0.35 } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Popover: { defaultProps: { shadow: 'md', withArrow: true } },
  },
})
