import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'

export const GoalsPage = () => {
  const { t } = useTranslation('goals')
  return <PageHeader question={t('question')} />
}
