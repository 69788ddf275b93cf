import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayEdit, useSite } from '../../../queries.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { RecognitionChoice } from '../../../ui/recognition-choice.tsx'
import { Part } from '../part.tsx'
import { Erasures } from './erasures.tsx'
import { PersonSearch } from './person-search.tsx'
import { BeforeConsent, PrivacyControl } from './privacy-choices.tsx'
import { RetentionForm } from './retention-form.tsx'

/** Consent and the rights of visitors: what is kept of them, for how long, and how it is handed over or erased. */
export const PrivacySection = () => {
  const { t } = useTranslation('privacy')
  const site = useSite()
  const links = `<a href="#minnow-opt-out" data-minnow-done="${t('opt_out.done')}">${t('opt_out.link')}</a>`
  return (
    <Stack gap="xl">
      <Part title={t('recognition.title')} text={t('recognition.text')}>
        <RecognitionChoice site={site}>
          {(recognition) => (
            <Stack gap="lg">
              {recognition === 'consent' ? <BeforeConsent site={site} /> : null}
              <Text size="sm">
                {t('recognition.tag')}{' '}
                <Anchor
                  renderRoot={(properties) => (
                    <Link
                      to="/sites/$site/settings/$section"
                      params={{ site: site.id, section: 'tag' }}
                      {...properties}
                    />
                  )}
                >
                  {t('recognition.open_tag')}
                </Anchor>
              </Text>
            </Stack>
          )}
        </RecognitionChoice>
      </Part>
      <Part title={t('control.title')} text={t('control.text')}>
        <PrivacyControl site={site} />
      </Part>
      <Part title={t('opt_out.title')} text={t('opt_out.text')}>
        <CopyField label={t('opt_out.snippet')} text={links} />
      </Part>
      <Part title={t('retention.title')} text={t('retention.text')}>
        <RetentionForm key={site.privacy.retention_days} site={site} />
      </Part>
      {mayEdit(site) ? (
        <Part title={t('person.title')} text={t('person.text')}>
          <PersonSearch site={site} />
          <Erasures />
        </Part>
      ) : null}
    </Stack>
  )
}
