import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayEdit, useSite } from '../queries.ts'

/** To where files are imported; nothing for those who may not. */
export const ImportLink = () => {
  const { t } = useTranslation('shell')
  const site = useSite()
  if (!mayEdit(site)) return null
  return (
    <Button
      variant="default"
      leftSection={<IconFileUpload size={18} aria-hidden />}
      renderRoot={(properties) => (
        <Link to="/sites/$site/settings/$section" params={{ site: site.id, section: 'data' }} {...properties} />
      )}
    >
      {t('importFile')}
    </Button>
  )
}
