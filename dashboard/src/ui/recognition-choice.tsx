import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Recognition } from '../../../src/contract/site.ts'
import { mayEdit, type SiteOfMe, useChange } from '../queries.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { FormFailure } from './form-failure.tsx'

const ways = ['cookieless', 'consent', 'full'] as const

/** How the site recognises visitors; changed at once. `children` sees the choice while it is still being saved. */
export const RecognitionChoice = ({
  site,
  children,
}: {
  site: SiteOfMe
  children?: (recognition: Recognition) => React.ReactNode
}) => {
  const { t } = useTranslation('forms')
  const queries = useQueryClient()
  const update = useChange('updateSite')
  const recognition: Recognition = update.isPending
    ? (update.variables.input?.recognition ?? site.recognition)
    : site.recognition
  const choose = (chosen: Recognition) =>
    update.mutate(
      { params: { site: site.id }, input: { recognition: chosen } },
      { onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }) },
    )
  return (
    <Stack gap="lg">
      <ChoiceCards
        label={t('recognition.label')}
        value={recognition}
        onChange={choose}
        disabled={!mayEdit(site)}
        choices={ways.map((way) => ({
          value: way,
          title: t(`recognition.${way}`),
          text: t(`recognition.${way}_text`),
        }))}
      />
      <FormFailure error={update.error} />
      {children?.(recognition)}
    </Stack>
  )
}
