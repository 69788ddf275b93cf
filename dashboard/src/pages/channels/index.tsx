import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'

export const ChannelsPage = () => {
  const { t } = useTranslation('channels')
  return <PageHeader question={t('question')} />
}
