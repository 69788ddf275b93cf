import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'

export const FunnelsPage = () => {
  const { t } = useTranslation('funnels')
  return <PageHeader question={t('question')} />
}
