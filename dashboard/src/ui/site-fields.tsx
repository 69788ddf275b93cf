import { Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preset, SiteSettings } from '../../../src/contract/site.ts'
import { isLanguage, languageNames, languages } from '../i18n/languages.ts'
import { checkDomain, checkText, cleanDomain } from './checks.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { currencies, timeZones } from './place-defaults.ts'
import { useFormat } from './use-format.ts'

export type SiteDraft = Omit<SiteSettings, 'recognition'>

/** Which fields cannot be used as they are; null when all can. */
export const siteFaults = (draft: SiteDraft) => {
  const name = checkText(draft.name)
  const domains = draft.domains.length === 0 ? 'field.required' : (draft.domains.map(checkDomain).find(Boolean) ?? null)
  return name || domains ? { name, domains } : null
}

const presetNames: readonly Preset[] = ['ecommerce', 'lead', 'content']

type Properties = {
  draft: SiteDraft
  onChange: (draft: SiteDraft) => void
  showFaults: boolean
  /** The first visit asks for one domain only. */
  isNew?: boolean
}

/** What is asked about a site, in the first visit and in the settings. */
export const SiteFields = ({ draft, onChange, showFaults, isNew = false }: Properties) => {
  const { t } = useTranslation('forms')
  const format = useFormat()
  const faults = showFaults ? siteFaults(draft) : null
  const set = (part: Partial<SiteDraft>) => onChange({ ...draft, ...part })
  const zones = useMemo(() => [...new Set([draft.timezone, ...timeZones()])], [draft.timezone])
  const money = useMemo(
    () => currencies().map((code) => ({ value: code, label: `${code} · ${format.currencyName(code)}` })),
    [format],
  )
  return (
    <Stack>
      <TextInput
        label={t('site.name')}
        placeholder={t('site.name_example')}
        name="site-name"
        size="md"
        required
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={faults?.name ? t(faults.name) : null}
      />
      {isNew ? (
        <TextInput
          label={t('site.domain')}
          description={t('site.domain_hint')}
          placeholder="shop.example"
          name="domain"
          size="md"
          required
          inputMode="url"
          autoCapitalize="none"
          value={draft.domains[0] ?? ''}
          onChange={(event) => set({ domains: [event.currentTarget.value] })}
          onBlur={() => set({ domains: draft.domains.map(cleanDomain).filter((domain) => domain !== '') })}
          error={faults?.domains ? t(faults.domains) : null}
        />
      ) : (
        <TagsInput
          label={t('site.domains')}
          description={t('site.domains_hint')}
          size="md"
          required
          acceptValueOnBlur
          value={draft.domains}
          onChange={(domains) => set({ domains: [...new Set(domains.map(cleanDomain))].filter(Boolean) })}
          error={faults?.domains ? t(faults.domains) : null}
        />
      )}
      <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
        <Select
          label={t('site.timezone')}
          description={t('site.timezone_hint')}
          size="md"
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('nothing_found')}
          data={zones}
          value={draft.timezone}
          onChange={(timezone) => timezone && set({ timezone })}
          miw={220}
        />
        <Select
          label={t('site.currency')}
          description={t('site.currency_hint')}
          size="md"
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('nothing_found')}
          data={money}
          value={draft.currency}
          onChange={(currency) => currency && set({ currency })}
          miw={220}
        />
      </Group>
      <Select
        label={t('site.language')}
        description={t('site.language_hint')}
        size="md"
        allowDeselect={false}
        data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
        value={draft.language}
        onChange={(language) => isLanguage(language) && set({ language })}
      />
      <ChoiceCards
        label={t('preset.label')}
        value={draft.preset}
        onChange={(preset) => set({ preset })}
        choices={presetNames.map((preset) => ({
          value: preset,
          title: t(`preset.${preset}`),
          text: t(`preset.${preset}_text`),
        }))}
      />
    </Stack>
  )
}
