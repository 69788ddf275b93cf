import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Suspense } from 'react'
import { queries, router } from './router.tsx'
import { cssVariables, theme } from './ui/theme.ts'

// The same key as public/color-scheme.js reads before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'minnow-color-scheme' })

export const App = () => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={colorScheme}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queries}>
      <Suspense fallback={null}>
        <RouterProvider router={router} />
      </Suspense>
    </QueryClientProvider>
  </MantineProvider>
)
