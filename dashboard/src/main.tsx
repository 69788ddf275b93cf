import '@mantine/core/styles.css'
import '@fontsource-variable/noto-sans/wght.css'
import '@fontsource-variable/noto-sans-thai/wght.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startI18n } from './i18n/i18n.ts'
import { surviveBrowserTranslation } from './ui/translation-guard.ts'

surviveBrowserTranslation()
await startI18n()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
