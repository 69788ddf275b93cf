import { useTranslation } from 'react-i18next'
import { ApiFailure } from '../api.ts'

/** A failure in the reader's language: by its code where we know it, else in the server's own words. */
export const useFailureText = () => {
  const { t, i18n } = useTranslation('errors')
  return (error: unknown): { message: string; fix: string } => {
    if (!(error instanceof ApiFailure)) return { message: t('unexpected.message'), fix: t('unexpected.fix') }
    const known = i18n.exists(`code.${error.code}.message`, { ns: 'errors' })
    if (known) return { message: t(`code.${error.code}.message`), fix: t(`code.${error.code}.fix`) }
    return { message: error.message, fix: error.fix ?? t('unexpected.fix') }
  }
}
