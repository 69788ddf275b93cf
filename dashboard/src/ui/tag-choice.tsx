import { useTranslation } from 'react-i18next'
import { tagSnippet } from '../../../src/contract/tag.ts'
import { type SiteOfMe, useMe } from '../queries.ts'
import { CopyField } from './copy-field.tsx'
import { RecognitionChoice } from './recognition-choice.tsx'

/** How the site recognises visitors, and the tag that does so. The tag changes with the choice, and with the domains. */
export const TagChoice = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('forms')
  const me = useMe()
  return (
    <RecognitionChoice site={site}>
      {(recognition) => {
        const tag = tagSnippet(me?.public_url ?? window.location.origin, { ...site, recognition })
        const says = tag.includes('data-domains') ? `${t('tag.text')} ${t('tag.domains')}` : t('tag.text')
        return <CopyField label={t('tag.label')} description={says} text={tag} />
      }}
    </RecognitionChoice>
  )
}
