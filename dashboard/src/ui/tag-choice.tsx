import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Recognition } from '../../../src/contract/site.ts'
import { tagSnippet } from '../../../src/contract/tag.ts'
import { mayEdit, type SiteOfMe, useChange, useMe } from '../queries.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { CopyField } from './copy-field.tsx'
import { FormFailure } from './form-failure.tsx'

const ways = ['cookieless', 'full'] as const

/** How the site recognises visitors, and the tag that does so. The tag changes with the choice. */
export const TagChoice = ({ site }: { site: SiteOfMe }) => {
  const { t } = useTranslation('forms')
  const me = useMe()
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
      <CopyField
        label={t('tag.label')}
        description={t('tag.text')}
        text={tagSnippet(me?.public_url ?? window.location.origin, { id: site.id, recognition })}
      />
    </Stack>
  )
}
