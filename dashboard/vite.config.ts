import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Fonts and pictures stay files: the content security policy allows no data: URLs for them.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs comes in two files instead of fifty.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack)\// },
            {
              name: 'interface',
              test: /@mantine\/core\/esm\/(core|components\/(Anchor|Box|Button|Card|Center|Flex|Group|Loader|NativeSelect|Paper|Skeleton|Stack|Text|Title|Transition|UnstyledButton|VisuallyHidden))\//,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8787', '/m.js': 'http://localhost:8787' } },
})
