import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'

export const OverviewPage = () => {
  const { t } = useTranslation('overview')
  return <PageHeader question={t('question')} />
}
