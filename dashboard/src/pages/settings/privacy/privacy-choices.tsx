import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PrivacySettings } from '../../../../../src/contract/site.ts'
import { type SiteOfMe, useChange } from '../../../queries.ts'
import { ChoiceCards } from '../../../ui/choice-cards.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'

/** Changes one setting at once; shows it as changed while it is being saved. */
const useSetting = <K extends keyof PrivacySettings>(site: SiteOfMe, name: K) => {
  const queries = useQueryClient()
  const update = useChange('updatePrivacy')
  const wanted = update.isPending ? update.variables.input?.[name] : undefined
  return {
    value: (wanted ?? site.privacy[name]) as PrivacySettings[K],
    set: (value: PrivacySettings[K]) =>
      update.mutate(
        { params: { site: site.id }, input: { [name]: value } },
        { onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }) },
      ),
    error: update.error,
    isOwner: site.role === 'owner',
  }
}

/** Only where the site waits for consent. */
export const BeforeConsent = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('privacy')
  const { value, set, error, isOwner } = useSetting(site, 'before_consent')
  return (
    <Stack>
      <ChoiceCards
        label={t('before.label')}
        value={value}
        onChange={set}
        disabled={!isOwner}
        choices={(['anonymous', 'drop'] as const).map((way) => ({
          value: way,
          title: t(`before.${way}`),
          text: t(`before.${way}_text`),
        }))}
      />
      <FormFailure error={error} />
    </Stack>
  )
}

/** What Global Privacy Control does. */
export const PrivacyControl = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('privacy')
  const { value, set, error, isOwner } = useSetting(site, 'privacy_control')
  return (
    <Stack>
      <ChoiceCards
        label={t('control.label')}
        value={value}
        onChange={set}
        disabled={!isOwner}
        choices={(['no_ads', 'drop'] as const).map((way) => ({
          value: way,
          title: t(`control.${way}`),
          text: t(`control.${way}_text`),
        }))}
      />
      <FormFailure error={error} />
    </Stack>
  )
}
